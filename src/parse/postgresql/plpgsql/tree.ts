/** The library's JSON of a PL/pgSQL block, which has no types. Fields that are zero, false or empty are left out. */
export type Fields = Readonly<Record<string, unknown>>;

/** A node: its kind without `PLpgSQL_`, and its fields. */
export interface TreeNode {
  readonly kind: string;
  readonly fields: Fields;
}

const prefix = "PLpgSQL_";

export function nodeIn(value: unknown): TreeNode | null {
  if (!isFields(value)) return null;
  for (const [key, fields] of Object.entries(value))
    if (key.startsWith(prefix) && isFields(fields))
      return { kind: key.slice(prefix.length), fields };
  return null;
}

export function nodesIn(value: unknown): readonly TreeNode[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => nodeIn(item) ?? []);
}

/** The text of the expression or statement that a field holds; null where it holds none. */
export function expressionIn(value: unknown): string | null {
  const node = nodeIn(value);
  return node?.kind === "expr" ? textIn(node.fields["query"]) : null;
}

export function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberIn(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

/** Every node below a value, in the order of the text. */
export function nodesBelow(value: unknown): readonly TreeNode[] {
  const found: TreeNode[] = [];
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const current = pending.pop();
    if (typeof current !== "object" || current === null) continue;
    const node = nodeIn(current);
    if (node !== null) found.push(node);
    for (const inner of Object.values(node?.fields ?? current).reverse()) pending.push(inner);
  }
  return found;
}

/** The names of the variables that a row stands for. */
export function rowFields(row: Fields): readonly string[] {
  const fields: readonly unknown[] = Array.isArray(row["fields"]) ? row["fields"] : [];
  return fields.map((field) => (isFields(field) ? (textIn(field["name"]) ?? "") : ""));
}

/** The function that the library makes of a block or a CREATE FUNCTION statement. */
export function functionIn(tree: unknown): Fields {
  const functions = isFields(tree) ? tree["plpgsql_funcs"] : undefined;
  return nodesIn(functions)[0]?.fields ?? {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
