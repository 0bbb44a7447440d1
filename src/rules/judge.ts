import { describeChange, objectName } from "../catalog/describe.ts";
import type { Compatibility } from "../model/compatibility.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Finding, Severity, Suggestion } from "../model/finding.ts";
import { hazards as allHazards } from "../model/hazard.ts";
import type { Hazard } from "../model/hazard.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { Phase } from "../model/phase.ts";
import type { Requirement } from "../model/requirement.ts";
import type { ChangeKind, SchemaChange } from "../model/schema-change.ts";
import { baseline } from "./baseline.ts";
import type { DefinedRule } from "./define-rule.ts";
import { docsAddress } from "./docs-address.ts";
import { rules } from "./index.ts";
import { strongestLock } from "./locks.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { unreadableChange } from "./unreadable-change.ts";
import { quote } from "./wording.ts";

/** Where the statement begins in its file: for a replacement of that line. */
export interface StatementLines {
  /** One-based. */
  readonly line: number;
  /** The file's whole line, without its line break. Absent where it is not at hand: then nothing is suggested. */
  readonly lineText?: string;
}

/** Kinds that move data rather than change the shape. */
const backfills: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "insert-rows",
  "update-rows",
  "delete-rows",
  "validate-constraint",
]);

/**
 * All that the rules say of one change: the worst compatibility, all hazards and the strongest requirement of any.
 * A severity of `warning` or `off` takes a rule's requirement away, `off` also its finding; neither makes a
 * destructive change additive. `severities` must come from the base branch.
 */
export function judgeChange(
  change: SchemaChange,
  context: RuleContext,
  severities: Configuration["rules"],
  lines: StatementLines,
): JudgedChange {
  const verdicts = verdictsOf(change, context);
  const compatibility = worst(verdicts.map(({ verdict }) => verdict.compatibility ?? "additive"));
  const findings = verdicts.flatMap(
    ({ rule, verdict }) => findingOf(rule, verdict, context, severities, lines) ?? [],
  );
  const found = new Set(verdicts.flatMap(({ verdict }) => verdict.hazards ?? []));
  return {
    change,
    object: objectName(change),
    description: describeChange(change, context.catalog),
    compatibility,
    phase: phaseOf(change, compatibility),
    hazards: allHazards.filter((hazard: Hazard) => found.has(hazard)),
    lock: context.dialect === "postgresql" ? strongestLock(change, context) : null,
    requirement: strongest(findings.map(({ requirement }) => requirement)),
    findings: findings.sort((left, right) => rank(left) - rank(right)),
  };
}

interface RuledVerdict {
  readonly rule: DefinedRule;
  readonly verdict: RuleVerdict;
}

interface RulesOfKind {
  readonly all: readonly DefinedRule[];
  readonly judging: readonly DefinedRule[];
  /** Those that look at what the others have found. */
  readonly remarking: readonly DefinedRule[];
}

/** A release may hold thousands of changes, and each concerns a handful of the rules. */
const rulesByKind = new Map<ChangeKind, RulesOfKind>();

function rulesOf(kind: ChangeKind): RulesOfKind {
  const known = rulesByKind.get(kind);
  if (known !== undefined) return known;
  const all = rules.filter((rule) => rule.kinds.includes(kind));
  const judging = all.filter(({ isRemark }) => isRemark !== true);
  const remarking = all.filter(({ isRemark }) => isRemark === true);
  const found = { all, judging, remarking };
  rulesByKind.set(kind, found);
  return found;
}

function verdictsOf(change: SchemaChange, context: RuleContext): readonly RuledVerdict[] {
  const { all, judging, remarking } = rulesOf(change.kind);
  const judged = judgeBy(judging, change, context);
  const hazards = judged.flatMap(({ verdict }) => verdict.hazards ?? []);
  const remarked = judgeBy(remarking, change, { ...context, hazards });
  const place = ({ rule }: RuledVerdict): number => all.indexOf(rule);
  const verdicts = [...judged, ...remarked].sort((one, other) => place(one) - place(other));
  if (judged.length > 0 || baseline[change.kind] === "additive") return verdicts;
  const reason = `No rule knows what ${quote(describeChange(change, context.catalog))} does to running code.`;
  const verdict = unreadableChange.judge(
    { kind: "unknown", reason, object: objectName(change) },
    context,
  );
  return verdict === null ? verdicts : [...verdicts, { rule: unreadableChange, verdict }];
}

function judgeBy(
  rulesAsked: readonly DefinedRule[],
  change: SchemaChange,
  context: RuleContext,
): readonly RuledVerdict[] {
  return rulesAsked.flatMap((rule) => {
    const verdict = rule.judge(change, context);
    return verdict === null ? [] : [{ rule, verdict }];
  });
}

function findingOf(
  rule: DefinedRule,
  verdict: RuleVerdict,
  context: RuleContext,
  severities: Configuration["rules"],
  lines: StatementLines,
): Finding | null {
  const { finding } = verdict;
  const severity = severityOf(rule, finding?.severity ?? null, severities);
  if (finding === undefined || severity === "off") return null;
  return {
    rule: rule.id,
    severity,
    requirement: severity === "error" ? (verdict.requirement ?? "none") : "none",
    message: finding.message,
    safeWay: finding.safeWay,
    docs: docsAddress(rule.id),
    suggestion: finding.mend === undefined ? null : suggestionOf(finding.mend, context.sql, lines),
  };
}

/** What the configuration says comes before what the rule says of the case. */
function severityOf(
  rule: DefinedRule,
  ofCase: Severity | null,
  severities: Configuration["rules"],
): Severity | "off" {
  return severities[rule.id] ?? ofCase ?? rule.severity;
}

/** The file's line with the statement's first line mended in it; null where that is not certain. */
function suggestionOf(
  mend: { readonly replace: RegExp; readonly with: string },
  sql: string,
  lines: StatementLines,
): Suggestion | null {
  if (lines.lineText === undefined) return null;
  const first = (sql.split("\n", 1)[0] ?? "").trimEnd();
  const mended = first.replace(mend.replace, mend.with);
  const start = lines.lineText.indexOf(first);
  const isUnique = start !== -1 && lines.lineText.indexOf(first, start + 1) === -1;
  if (first === "" || mended === first || !isUnique) return null;
  const text = lines.lineText.slice(0, start) + mended + lines.lineText.slice(start + first.length);
  return { line: lines.line, text };
}

function worst(found: readonly Compatibility[]): Compatibility {
  if (found.includes("unknown")) return "unknown";
  return found.includes("destructive") ? "destructive" : "additive";
}

function strongest(found: readonly Requirement[]): Requirement {
  if (found.includes("split")) return "split";
  return found.includes("expand") ? "expand" : "none";
}

function phaseOf(change: SchemaChange, compatibility: Compatibility): Phase {
  if (compatibility === "destructive") return "contract";
  return backfills.has(change.kind) ? "migrate" : "expand";
}

function rank(finding: Finding): number {
  return finding.severity === "error" ? 0 : 1;
}
