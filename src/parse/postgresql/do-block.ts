import type { Statement } from "../../model/statement.ts";
import { nodeAs, nodesAs, type NodeOf } from "./ast.ts";
import type { Grammar, Parsed } from "./grammar.ts";
import { fillPlaceholders, type Filled } from "./placeholders.ts";
import { restoreTexts } from "./placeholder-changes.ts";
import type { Reading } from "./reading.ts";
import { blockSteps } from "./plpgsql/block-steps.ts";
import { dollarQuoted } from "./plpgsql/routine-source.ts";
import { readStep } from "./plpgsql/step-statements.ts";
import { shortened } from "./shortened.ts";
import { bodyLine } from "./routine-body.ts";
import type { Passage } from "./source-text.ts";
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
    const reason = `A DO block in the language \`${languageName}\` is not read; what it does is not known.`;
    return [whole(outer, reason)];
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
  for (const step of blockSteps(parsed.outcome.result, reading.grammar)) {
    const text = restoreTexts([step.text], parsed.templates)[0] ?? "";
    const line = Math.min(outer.endLine, firstLine + step.line - 1);
    for (const inner of readStep({ ...step, text, line }, reading)) found.push(inner);
  }
  if (found.length === 0) return [{ ...outer, changes: [], session: null }];
  const block = { line: outer.line, endLine: outer.endLine };
  // Newer syntax is not told of them: a block may ask for the server's version first.
  return found.map(({ line, endLine, sql, changes, session, guards, calls }) => ({
    line,
    endLine: Math.max(line, Math.min(outer.endLine, endLine)),
    sql,
    changes,
    session,
    block,
    ...(guards === undefined ? {} : { guards }),
    ...(calls === undefined ? {} : { calls }),
  }));
}

function parseBody(
  body: string,
  grammar: Grammar,
): { readonly outcome: Parsed<unknown>; readonly templates: readonly string[] } {
  const outcome = grammar.parseBlock(`DO ${dollarQuoted(body)}`);
  if (outcome.state === "parsed") return { outcome, templates: [] };
  const filled: Filled | null = fillPlaceholders(body);
  if (filled === null) return { outcome, templates: [] };
  return {
    outcome: grammar.parseBlock(`DO ${dollarQuoted(filled.text)}`),
    templates: filled.templates,
  };
}

function whole(outer: OuterStatement, reason: string): Statement {
  return { ...outer, changes: [unknown(reason)], session: null };
}
