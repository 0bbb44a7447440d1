/** What a PL/pgSQL block runs, in the order of its text. Every branch is taken as one that may run. */
export interface BlockStep {
  /** `sql` is a statement; `dynamic` is the expression that EXECUTE gets; `expression` is only evaluated. */
  readonly kind: "sql" | "dynamic" | "expression";
  readonly text: string;
  /** One-based, in the block's body. */
  readonly line: number;
  /** Whether a loop may run it again. */
  readonly inLoop: boolean;
}

interface Pending {
  readonly value: unknown;
  readonly line: number;
  readonly inLoop: boolean;
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
  const pending: Pending[] = [{ value: tree, line: 1, inLoop: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, inLoop } = next;
    if (typeof value !== "object" || value === null) continue;
    const children: Pending[] = [];
    if (Array.isArray(value)) {
      for (const item of value) children.push({ ...next, value: item });
    } else {
      for (const [key, inner] of Object.entries(value)) {
        if (key === "PLpgSQL_expr") {
          const step = readExpressionStep(inner, "expression", next.line, inLoop);
          if (step !== null) steps.push(step);
        } else if (key.startsWith("PLpgSQL_") && isRecord(inner)) {
          const line = typeof inner["lineno"] === "number" ? inner["lineno"] : next.line;
          const inside = inLoop || loops.has(key);
          children.push(...openStatement(key, inner, line, inside, inLoop, steps));
        } else children.push({ ...next, value: inner });
      }
    }
    for (const child of children.reverse()) pending.push(child);
  }
  return steps;
}

/** Takes the expressions that a statement runs as steps, and gives back what is left of it. */
function openStatement(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  line: number,
  inside: boolean,
  inLoop: boolean,
  steps: BlockStep[],
): readonly Pending[] {
  const run = runs[key] ?? [];
  for (const [field, kind] of run) {
    const holder = fields[field];
    const expression = isRecord(holder) ? holder["PLpgSQL_expr"] : undefined;
    // The query of a loop is run once for the loop.
    const step = readExpressionStep(expression, kind, line, inLoop);
    if (step !== null) steps.push(step);
  }
  const taken = new Set(run.map(([field]) => field));
  return Object.entries(fields)
    .filter(([field]) => !taken.has(field))
    .map(([, value]) => ({ value, line, inLoop: inside }));
}

function readExpressionStep(
  expression: unknown,
  kind: BlockStep["kind"],
  line: number,
  inLoop: boolean,
): BlockStep | null {
  if (!isRecord(expression) || typeof expression["query"] !== "string") return null;
  return { kind, text: expression["query"], line, inLoop };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
