import type { Finding } from "../model/finding.ts";
import type { Reason } from "../model/reason.ts";
import type { Result, Verdict } from "../model/verdict.ts";
import { formatDate, formatTime } from "../time.ts";
import { splitLinks } from "./addresses.ts";
import { changeRows, leadingFinding, rowsByReason } from "./change-rows.ts";
import { clauseOf, hazardClause } from "./change-words.ts";
import { findingOfReason } from "./reason-finding.ts";
import { quote } from "./message.ts";
import type { ToldReason } from "./reason-facts.ts";
import { reasonWords } from "./reason-words.ts";
import { capitalize, countWords, listWords } from "./word-list.ts";

/** The first lines of every report: am I blocked, by what, what do I do now. Messages, identifiers in backquotes. */
export interface Headline {
  readonly mark: string;
  /** "Blocked", "Waiting", …; null where the title says it all. */
  readonly label: string | null;
  /** Without a stop. */
  readonly title: string;
  /** The harm or the cause, in one or two sentences. */
  readonly lead: string | null;
  readonly nextStep: string | null;
  /** What the next step asks to write, ready to be copied. */
  readonly paste: string | null;
  /** For the commit status: what holds, or what is wrong and the next step. Not cut to length. */
  readonly status: string;
  /** The finding that the lead tells, so that it need not be told twice. */
  readonly finding: Finding | null;
  /** The reason that the headline tells. */
  readonly reason: Reason | null;
}

export function headline(result: Result): Headline {
  const isObserved = result.mode === "observe";
  switch (result.verdict) {
    case "blocked":
      return reasonHeadline(result, "blocked", "⛔", isObserved ? "Would block" : "Blocked");
    case "waiting":
      return reasonHeadline(result, "waiting", "⏳", isObserved ? "Would wait" : "Waiting");
    case "error": {
      const message = result.error ?? "The reason is not known. See the log of the job.";
      return plain(
        "⚠️",
        "Could not tell",
        "this pull request could not be judged",
        message,
        message,
      );
    }
    case "waived": {
      const waived = result.reasons.filter((reason) => reason.code === "waived");
      const message = waived[0]?.message ?? "";
      const more =
        waived.length > 1 ? ` (and ${countWords(waived.length - 1, "more", "more")})` : "";
      return plain(
        "✅",
        "Waived",
        "what blocks here was let pass",
        `${message}${more}`,
        `Waived: ${message}${more}`,
      );
    }
    case "pass":
      return passHeadline(result);
  }
}

/** Reasons of the verdict's own effect that the headline leaves out. */
export function furtherReasons(result: Result, told: Reason | null): readonly Reason[] {
  const effect = effectOf(result.verdict);
  return result.reasons.filter((reason) => reason !== told && reason.effect === effect);
}

function effectOf(verdict: Verdict): Reason["effect"] | null {
  return verdict === "blocked" || verdict === "waiting" ? verdict : null;
}

function reasonHeadline(
  result: Result,
  effect: "blocked" | "waiting",
  mark: string,
  label: string,
): Headline {
  const reason = result.reasons.find((one) => one.effect === effect);
  if (reason === undefined) return changeHeadline(result, mark, label);
  const rowOf = rowsByReason(changeRows(result));
  const tell = (one: Reason): ToldReason => {
    const row = rowOf.get(one) ?? null;
    return { reason: one, row, finding: findingOfReason(result, one, row) };
  };
  const told = tell(reason);
  const together = result.reasons.filter(
    (one) => one.effect === effect && one.code === reason.code,
  );
  const words = reasonWords(result, told, effect === "waiting" ? together.map(tell) : [told]);
  const more = furtherReasons(result, reason).length;
  const others = effect === "blocked" && more > 0;
  return {
    mark,
    label,
    title: others ? `${words.title} (and ${countWords(more, "more", "more")})` : words.title,
    lead:
      effect === "waiting"
        ? (words.wait ?? reason.message)
        : (told.finding?.message ?? reason.message),
    nextStep: words.nextStep,
    paste: words.paste ?? null,
    status: others ? `${words.status} (and ${countWords(more, "more", "more")})` : words.status,
    finding: told.finding,
    reason,
  };
}

/** Where no reason is given (`lint` asks no gate): the first change that has an error. */
function changeHeadline(result: Result, mark: string, label: string): Headline {
  const rows = changeRows(result).filter((row) => row.standing === "blocked");
  const change = rows[0]?.change;
  if (change === undefined) {
    return plain(mark, label, "see the changes below", null, `${label}: see comment`);
  }
  const finding = leadingFinding(change);
  const hazard = hazardClause(change.hazards);
  const more = rows.length > 1 ? ` (and ${countWords(rows.length - 1, "more", "more")})` : "";
  const clause = `${clauseOf(change)}${hazard === null ? "" : `, ${hazard}`}`;
  return {
    ...plain(mark, label, `this ${clause}${more}`, finding?.message ?? null, ""),
    nextStep: finding?.safeWay ?? null,
    status: `${capitalize(clause)}: see comment for the safe way${more}`,
    finding,
  };
}

function passHeadline(result: Result): Headline {
  if (result.gate.length > 0) return contractHeadline(result);
  const changes = result.files.flatMap((file) => file.statements.flatMap((one) => one.changes));
  if (result.files.length === 0) {
    const isWhole = !result.notices.some(({ code }) => code === "unjudged-script");
    return plainPass(
      isWhole
        ? "No migrations in this pull request"
        : "No migrations found in this pull request; SQL outside of their folders is not judged",
    );
  }
  if (changes.length === 0) return plainPass("No schema change in this pull request's migrations");
  const unsafe = changes.filter((change) => change.compatibility !== "additive").length;
  const title =
    unsafe === 0
      ? `${countWords(changes.length, "additive change")}; running code keeps working`
      : `${countWords(changes.length, "change")}, none that your rules block`;
  const warnings = countWarnings(result);
  return plainPass(warnings === 0 ? title : `${title}; ${countWords(warnings, "warning")}`);
}

function contractHeadline(result: Result): Headline {
  const links = listWords([...new Set(result.gate.flatMap((entry) => splitLinks(entry.link)))]);
  const live = result.gate.flatMap((entry) =>
    entry.evidence.filter((one) => one.check === "deployed" && one.state === "proven"),
  );
  const environments = [
    ...new Set(live.map((one) => one.environment).filter((name) => name !== null)),
  ];
  // The last environment to get it decides since when it is live.
  const since = live
    .map((one) => one.at)
    .filter((at) => at !== null)
    .toSorted()
    .at(-1);
  const where =
    environments.length === 0 ? "" : ` in ${listWords(environments.map((name) => quote(name)))}`;
  const day = since === undefined ? "" : ` since ${formatDate(since).replace(/ \d{4}$/, "")}`;
  return {
    ...plainPass(""),
    title: `Contract of ${links} is safe: live${where}${since === undefined ? "" : ` since ${formatTime(since)}`}`,
    status: `Contract of ${links} is safe: live${where}${day}`,
  };
}

export function countWarnings(result: Result): number {
  const all = result.files.flatMap((file) => [
    ...file.findings,
    ...file.statements.flatMap((one) => one.changes.flatMap((change) => change.findings)),
  ]);
  return all.filter((finding) => finding.severity === "warning").length;
}

function plainPass(title: string): Headline {
  return plain("✅", null, title, null, title);
}

function plain(
  mark: string,
  label: string | null,
  title: string,
  lead: string | null,
  status: string,
): Headline {
  return {
    mark,
    label,
    title,
    lead,
    nextStep: null,
    paste: null,
    status,
    finding: null,
    reason: null,
  };
}
