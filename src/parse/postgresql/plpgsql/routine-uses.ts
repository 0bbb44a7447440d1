import type { QualifiedName } from "../../../model/qualified-name.ts";
import type { RoutineBody, RoutineUse } from "../../../model/routine.ts";
import { nodeAs, type Node, type RawStmt } from "../ast.ts";
import type { Grammar } from "../grammar.ts";
import { namedByText } from "../named-by-text.ts";
import { indexOfByte, lineAt, passage, sourceText } from "../source-text.ts";
import { blockSteps } from "./block-steps.ts";
import { assignmentIn } from "./expression-values.ts";
import { functionIn, nodeIn, nodesIn, textIn } from "./tree.ts";
import { parseRoutine } from "./routine-source.ts";
import { usesIn, type NamedUse } from "./statement-uses.ts";

/**
 * The tables and columns that a body surely names, by its static SQL. What it builds at run time, and what cannot be
 * read, names nothing here: a use that is told must be one.
 */
export function routineUses(grammar: Grammar, body: RoutineBody): readonly RoutineUse[] {
  if (body.tracked !== undefined) return usesOfTracked(grammar, body);
  if (body.language === "sql") return usesOfSql(grammar, body);
  return body.language === "plpgsql" ? usesOfBlock(grammar, body) : [];
}

function usesOfSql(grammar: Grammar, body: RoutineBody): readonly RoutineUse[] {
  const parsed = grammar.parse(body.text);
  if (parsed.state === "refused") return [];
  const part = passage(sourceText(body.text, body.line), 0, body.text);
  const variables = new Set(body.parameters.map(({ name }) => name));
  return parsed.result.flatMap((raw) => {
    const line = lineAt(part.source, indexOfByte(part, firstByte(raw, body.text)));
    return raw.stmt === undefined ? [] : placed(usesIn(raw.stmt, variables), line);
  });
}

/** The body stands in the statement that makes the routine. */
function usesOfTracked(grammar: Grammar, body: RoutineBody): readonly RoutineUse[] {
  const parsed = grammar.parse(body.text);
  const made = parsed.state === "parsed" ? parsed.result[0]?.stmt : undefined;
  const tree = nodeAs(made, "CreateFunctionStmt")?.sql_body;
  const variables = new Set(body.parameters.map(({ name }) => name));
  return statementsOf(tree).flatMap((statement) => placed(usesIn(statement, variables), body.line));
}

function statementsOf(body: Node | undefined): readonly Node[] {
  const list = nodeAs(body, "List");
  if (list !== null) return (list.items ?? []).flatMap(statementsOf);
  return body === undefined ? [] : [body];
}

/** Where a statement begins: behind the blanks that follow the one before. */
function firstByte({ stmt_location: start = 0 }: RawStmt, text: string): number {
  return start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0);
}

function usesOfBlock(grammar: Grammar, body: RoutineBody): readonly RoutineUse[] {
  const parsed = parseRoutine(body, grammar);
  if (parsed.state === "refused") return [];
  const lineOf = (line: number): number => body.line + Math.max(line, 1) - 1;
  const variables = new Set<string>();
  const found: RoutineUse[] = [];
  for (const { fields } of nodesIn(functionIn(parsed.result)["datums"])) {
    variables.add(textIn(fields["refname"]) ?? "");
    const type = textIn(nodeIn(fields["datatype"])?.fields["typname"]) ?? "";
    const line = typeof fields["lineno"] === "number" ? fields["lineno"] : 1;
    found.push(...placed(usesOfType(type), lineOf(line)));
  }
  const known = new Map<string, readonly NamedUse[]>();
  for (const { kind, text, line } of blockSteps(parsed.result, grammar)) {
    if (kind === "dynamic" || kind === "unread") continue;
    const uses = known.get(text) ?? usesOfText(kind, text, grammar, variables);
    known.set(text, uses);
    found.push(...placed(uses, lineOf(line)));
  }
  return found;
}

function usesOfText(
  kind: "sql" | "expression",
  text: string,
  grammar: Grammar,
  variables: ReadonlySet<string>,
): readonly NamedUse[] {
  const read = (sql: string): readonly NamedUse[] => {
    const parsed = grammar.parse(sql);
    const statement: Node | undefined =
      parsed.state === "parsed" ? parsed.result[0]?.stmt : undefined;
    return statement === undefined ? [] : usesIn(statement, variables);
  };
  if (kind === "sql") return read(text);
  const assignment = assignmentIn(text);
  if (assignment === null) return read(`SELECT ${text}`);
  // The target of an assignment may be a field of the trigger's row.
  return [...read(`SELECT ${assignment.target}`), ...read(`SELECT ${assignment.value}`)];
}

/** `users.name%TYPE` and `users%ROWTYPE`, which the server looks up when the body is compiled. */
function usesOfType(type: string): readonly NamedUse[] {
  const [, written, suffix] = /^(.*)%(type|rowtype)$/i.exec(type) ?? [];
  const name = written === undefined ? null : namedByText(written);
  if (name === null || suffix === undefined) return [];
  if (suffix.toLowerCase() === "rowtype") return [{ relation: name, column: null, orOf: [] }];
  if (name.schema === null) return [];
  const parts = (written ?? "").split(".");
  const table: QualifiedName | null = namedByText(parts.slice(0, -1).join("."));
  if (table === null) return [];
  return [null, name.name].map((column) => ({ relation: table, column, orOf: [] }));
}

function placed(uses: readonly NamedUse[], line: number): readonly RoutineUse[] {
  return uses.map((use) => ({ ...use, line }));
}
