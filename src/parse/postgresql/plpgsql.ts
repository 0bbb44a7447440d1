import type { Certainty } from "../../model/statement.ts";

/** What a PL/pgSQL block runs, in the order of its text. Every branch is taken as one that may run. */
export interface BlockStep {
  /** `sql` is a statement; `dynamic` is the expression that EXECUTE gets; `expression` is only evaluated. */
  readonly kind: "sql" | "dynamic" | "expression";
  readonly text: string;
  /** One-based, in the block's body. */
  readonly line: number;
  /** Whether a loop may run it again. */
  readonly inLoop: boolean;
  readonly certainty: Certainty;
}

/** A part of the tree that is still to be walked, and what holds for all in it. */
interface Pending extends Pick<BlockStep, "line" | "inLoop" | "certainty"> {
  readonly value: unknown;
}

const loops: ReadonlySet<string> = new Set([
  "PLpgSQL_stmt_dynfors",
  "PLpgSQL_stmt_forc",
  "PLpgSQL_stmt_foreach_a",
  "PLpgSQL_stmt_fori",
  "PLpgSQL_stmt_fors",
  "PLpgSQL_stmt_loop",
  "PLpgSQL_stmt_while",
]);

const branches: ReadonlySet<string> = new Set(["PLpgSQL_stmt_if", "PLpgSQL_stmt_case", ...loops]);

/** Statements of one word, which the tree has no text of. */
const transactionWords: Readonly<Record<string, string>> = {
  PLpgSQL_stmt_commit: "COMMIT",
  PLpgSQL_stmt_rollback: "ROLLBACK",
};

/** What a handler waits for that lets a thing be made unless it is there, by name and by SQLSTATE. */
const alreadyThere =
  /^(?:duplicate_(?:table|column|object|schema|function)|42P07|42701|42710|42P06|42723)$/i;

/** Statements whose expression is run, with the field it stands in and what it is. */
const runs: Readonly<Record<string, readonly (readonly [string, BlockStep["kind"]])[]>> = {
  PLpgSQL_stmt_call: [["expr", "sql"]],
  PLpgSQL_stmt_dynexecute: [["query", "dynamic"]],
  PLpgSQL_stmt_dynfors: [["query", "dynamic"]],
  PLpgSQL_stmt_execsql: [["sqlstmt", "sql"]],
  PLpgSQL_stmt_fors: [["query", "sql"]],
  PLpgSQL_stmt_open: [
    ["query", "sql"],
    ["dynquery", "dynamic"],
  ],
  PLpgSQL_stmt_perform: [["expr", "sql"]],
  PLpgSQL_stmt_return_query: [
    ["query", "sql"],
    ["dynquery", "dynamic"],
  ],
  PLpgSQL_var: [["cursor_explicit_expr", "sql"]],
};

/** The steps in the tree that the library makes of a block (its JSON, which has no types). */
export function blockSteps(tree: unknown): readonly BlockStep[] {
  const steps: BlockStep[] = [];
  let mayHaveLeft = false;
  const add = (step: BlockStep | null): void => {
    if (step !== null) steps.push(mayHaveLeft ? { ...step, certainty: "maybe" } : step);
  };
  const pending: Pending[] = [{ value: tree, line: 1, inLoop: false, certainty: "always" }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value } = next;
    if (typeof value !== "object" || value === null) continue;
    const children: Pending[] = [];
    if (Array.isArray(value)) {
      for (const item of value) children.push({ ...next, value: item });
    } else {
      for (const [key, inner] of Object.entries(value)) {
        if (key === "PLpgSQL_expr") add(readExpressionStep(inner, "expression", next));
        else if (key.startsWith("PLpgSQL_") && isRecord(inner)) {
          const line = typeof inner["lineno"] === "number" ? inner["lineno"] : next.line;
          const statement = { ...next, line };
          for (const step of stepsOf(key, inner, statement)) add(step);
          children.push(...partsOf(key, inner, statement));
          mayHaveLeft ||= leaves(key, inner);
        } else children.push({ ...next, value: inner });
      }
    }
    for (const child of children.reverse()) pending.push(child);
  }
  return steps;
}

/** The expressions that a statement runs itself. (The query of a loop is run once for the loop.) */
function stepsOf(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  at: Pending,
): readonly BlockStep[] {
  const text = transactionWords[key];
  if (text !== undefined) return [{ ...placeOf(at), kind: "sql", text }];
  return (runs[key] ?? []).flatMap(([field, kind]) => {
    const holder = fields[field];
    const expression = isRecord(holder) ? holder["PLpgSQL_expr"] : undefined;
    return readExpressionStep(expression, kind, at) ?? [];
  });
}

/** What is left of a statement to be walked. */
function partsOf(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  at: Pending,
): readonly Pending[] {
  const taken = new Set((runs[key] ?? []).map(([field]) => field));
  const inside = { ...at, inLoop: at.inLoop || loops.has(key) };
  return Object.entries(fields)
    .filter(([field]) => !taken.has(field))
    .map(([field, value]) => ({
      ...inside,
      value,
      certainty: lesser(at.certainty, certaintyInside(key, field, fields)),
    }));
}

/** How sure it is that a part of a statement runs where the statement does. */
function certaintyInside(
  key: string,
  field: string,
  { body, exceptions }: Readonly<Record<string, unknown>>,
): Certainty {
  if (branches.has(key)) return "maybe";
  if (key !== "PLpgSQL_stmt_block" || exceptions === undefined) return "always";
  // An error undoes the block as far as it ran, so more than one statement says nothing of the first.
  const [only, ...others] = Array.isArray(body) ? body : [];
  const isAlone = others.length === 0 && isRecord(only) && "PLpgSQL_stmt_execsql" in only;
  const conditions = [...JSON.stringify(exceptions).matchAll(/"condname":"([^"]*)"/g)];
  const isExpected = conditions.every(([, name]) => alreadyThere.test(name ?? ""));
  return field === "body" && isAlone && isExpected ? "if-new" : "maybe";
}

/** Whether a statement may leave the block, so that what stands behind it does not run. */
function leaves(key: string, fields: Readonly<Record<string, unknown>>): boolean {
  return key === "PLpgSQL_stmt_return" || (key === "PLpgSQL_stmt_exit" && "label" in fields);
}

function lesser(one: Certainty, other: Certainty): Certainty {
  if (one === "maybe" || other === "maybe") return "maybe";
  return one === "always" ? other : one;
}

function readExpressionStep(
  expression: unknown,
  kind: BlockStep["kind"],
  at: Pending,
): BlockStep | null {
  if (!isRecord(expression) || typeof expression["query"] !== "string") return null;
  return { ...placeOf(at), kind, text: expression["query"] };
}

function placeOf({ line, inLoop, certainty }: Pending): Omit<BlockStep, "kind" | "text"> {
  return { line, inLoop, certainty };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
