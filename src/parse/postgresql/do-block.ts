import type { SchemaChange } from "../../model/schema-change.ts";
import type { Certainty, Statement } from "../../model/statement.ts";
import { nodeAs, nodesAs, type NodeOf } from "./ast.ts";
import { constantSql } from "./constant-text.ts";
import type { Grammar, Parsed } from "./grammar.ts";
import { tokenAt } from "./lexer.ts";
import { fillPlaceholders, type Filled } from "./placeholders.ts";
import { restoreTexts } from "./placeholder-changes.ts";
import type { Reading } from "./reading.ts";
import { blockSteps, type BlockStep } from "./plpgsql.ts";
import { readCalls } from "./select.ts";
import { shortened } from "./shortened.ts";
import { indexOfByte, lineAt, type Passage } from "./source-text.ts";
import { unknown } from "./unknown.ts";

/** The DO statement itself, as a statement without changes. */
export type OuterStatement = Pick<Statement, "line" | "endLine" | "sql">;

/**
 * Reads a DO block: one statement for each statement inside that changes something, at its own line. What is built
 * at run time is `unknown`. A block without any is one statement without changes.
 */
export function readDoBlock(
  statement: NodeOf<"DoStmt">,
  outer: OuterStatement,
  part: Passage,
  reading: Reading,
): readonly Statement[] {
  const options = nodesAs(statement.args, "DefElem");
  const language = options.find(({ defname }) => defname === "language");
  const languageName = nodeAs(language?.arg, "String")?.sval ?? "plpgsql";
  if (languageName.toLowerCase() !== "plpgsql") {
    return [whole(outer, `A DO block in the language \`${languageName}\` is not read.`)];
  }
  const code = options.find(({ defname }) => defname === "as");
  const body = nodeAs(code?.arg, "String")?.sval ?? "";
  const firstLine = bodyLine(part, code?.location ?? 0);
  const parsed = parseBody(body, reading.grammar);
  if (parsed.outcome.state === "refused") {
    const message = shortened(
      restoreTexts([parsed.outcome.message], parsed.templates)[0] ?? "",
      160,
    );
    return [whole(outer, `PostgreSQL cannot parse this DO block: ${message}.`)];
  }
  const found: Statement[] = [];
  for (const step of blockSteps(parsed.outcome.result)) {
    const text = restoreTexts([step.text], parsed.templates)[0] ?? "";
    const line = Math.min(outer.endLine, firstLine + step.line - 1);
    for (const inner of readStep({ ...step, text, line }, reading)) found.push(inner);
  }
  if (found.length === 0) return [{ ...outer, changes: [], session: null }];
  const block = { line: outer.line, endLine: outer.endLine };
  // Newer syntax is not told of them: a block may ask for the server's version first.
  return found.map(({ line, endLine, sql, changes, session, certainty }) => ({
    line,
    endLine: Math.max(line, Math.min(outer.endLine, endLine)),
    sql,
    changes,
    session,
    block,
    ...(certainty === undefined ? {} : { certainty }),
  }));
}

function parseBody(
  body: string,
  grammar: Grammar,
): { readonly outcome: Parsed<unknown>; readonly templates: readonly string[] } {
  const outcome = grammar.parseBlock(asBlock(body));
  if (outcome.state === "parsed") return { outcome, templates: [] };
  const filled: Filled | null = fillPlaceholders(body);
  if (filled === null) return { outcome, templates: [] };
  return { outcome: grammar.parseBlock(asBlock(filled.text)), templates: filled.templates };
}

/** The body in quotes that it does not hold itself. */
function asBlock(body: string): string {
  let tag = "$block$";
  for (let count = 0; body.includes(tag); count += 1) tag = `$block${count}$`;
  return `DO ${tag}${body}${tag}`;
}

/** The line on which the body begins: behind the opening quote. */
function bodyLine(part: Passage, offset: number): number {
  let at = indexOfByte(part, offset);
  for (let token = tokenAt(part.text, at); token !== null; token = tokenAt(part.text, at)) {
    if (token.kind === "string") break;
    at = token.end;
  }
  return lineAt(part.source, part.start + at);
}

function readStep(step: BlockStep, reading: Reading): readonly Statement[] {
  const statements =
    step.kind === "sql"
      ? reading.readInner(step.text, step.line)
      : step.kind === "dynamic"
        ? readDynamic(step, reading)
        : readEvaluated(step, reading);
  return statements
    .map((statement) =>
      step.inLoop ? { ...statement, changes: statement.changes.map(unbounded) } : statement,
    )
    .map((statement) => withCertainty(statement, step.certainty))
    .filter(({ changes, session }) => changes.length > 0 || session !== null);
}

/** What a search path that may be set or not leaves open is told; a COMMIT that may not run is no end. */
function withCertainty(statement: Statement, certainty: Certainty): Statement {
  if (certainty === "always") return statement;
  const { session } = statement;
  if (certainty === "maybe" && session?.kind === "set" && setsSearchPath(session.name)) {
    const change = unknown(
      "The search path is set under a condition, so what the names behind it mean cannot be told.",
    );
    return { ...statement, changes: [...statement.changes, change], session: null, certainty };
  }
  const ends = certainty === "maybe" && session?.kind === "commit";
  return { ...statement, session: ends ? null : session, certainty };
}

function setsSearchPath(name: string): boolean {
  return name === "search_path" || name === "all";
}

/** A batch inside a loop is not bounded: one transaction goes through all of them. */
function unbounded(change: SchemaChange): SchemaChange {
  return change.kind === "update-rows" || change.kind === "delete-rows"
    ? { ...change, bounded: false }
    : change;
}

function readDynamic(step: BlockStep, reading: Reading): readonly Statement[] {
  const parsed = reading.grammar.parse(`SELECT ${step.text}`);
  const select = parsed.state === "parsed" ? nodeAs(parsed.result[0]?.stmt, "SelectStmt") : null;
  const sql = constantSql(nodesAs(select?.targetList, "ResTarget")[0]?.val);
  if (sql !== null) return reading.readInner(sql, step.line);
  return [
    at(step, [
      unknown(`EXECUTE runs SQL that is built at run time: \`${shortened(step.text, 120)}\`.`),
    ]),
  ];
}

/** Conditions and assignments change something only through the functions they call. */
function readEvaluated(step: BlockStep, reading: Reading): readonly Statement[] {
  if (!step.text.includes("(")) return [];
  const parsed = reading.grammar.parse(`SELECT ${assignedValue(step.text)}`);
  if (parsed.state === "refused") {
    const text = shortened(step.text, 120);
    return [
      at(step, [
        unknown(`The expression \`${text}\` cannot be read: ${shortened(parsed.message, 160)}.`),
      ]),
    ];
  }
  const { changes, session } = readCalls(parsed.result);
  return [{ ...at(step, changes), session }];
}

/** The right side of `variable := value`. */
function assignedValue(text: string): string {
  let depth = 0;
  let from = 0;
  for (let token = tokenAt(text, from); token !== null; token = tokenAt(text, from)) {
    const symbol = token.kind === "symbol" ? text[token.start] : "";
    if (symbol === "(" || symbol === "[") depth += 1;
    else if (symbol === ")" || symbol === "]") depth -= 1;
    else if (symbol === ":" && depth === 0 && text[token.end] === "=") {
      return text.slice(token.end + 1);
    }
    from = token.end;
  }
  return text;
}

function at(step: BlockStep, changes: readonly SchemaChange[]): Statement {
  const lines = step.text.split("\n").length - 1;
  return { line: step.line, endLine: step.line + lines, sql: step.text, changes, session: null };
}

function whole(outer: OuterStatement, reason: string): Statement {
  return { ...outer, changes: [unknown(reason)], session: null };
}
