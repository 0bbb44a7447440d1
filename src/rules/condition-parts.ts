/* What a condition is made of, by its text alone: PostgreSQL, MySQL and SQLite write these parts alike. */

/** Beyond this length a condition proves nothing: each level of its parentheses is read again. */
const longestCondition = 4000;

/** Splits a condition at its outermost ANDs. A condition with an outermost OR stays one part. */
export function andedParts(condition: string): readonly string[] {
  return partsOf(condition, splitAtAnd);
}

/** Splits a condition at its outermost ORs. */
export function oredParts(condition: string): readonly string[] {
  return partsOf(condition, splitAtOr);
}

function partsOf(
  condition: string,
  splitOnce: (text: string) => readonly string[] | null,
): readonly string[] {
  if (condition.length > longestCondition) return [condition];
  const parts: string[] = [];
  const rest = [condition];
  while (rest.length > 0) {
    const text = withoutOuterParentheses(rest.pop() ?? "");
    const split = splitOnce(text);
    if (split === null || split.length === 1) parts.push(text);
    else rest.push(...split);
  }
  return parts;
}

/** The column of a part that says nothing but `column is null` or the like; null for any other. */
export function columnBefore(test: "is null" | "is not null", part: string): string | null {
  const [, name, said] =
    /^\(*("(?:[^"]|"")+"|[a-z_][\w$]*)\)* (is (?:not )?null)$/i.exec(
      part.replaceAll(/\s+/g, " ").trim(),
    ) ?? [];
  if (name === undefined || said?.toLowerCase() !== test) return null;
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

/** Case expressions have conditions of their own. */
function splitAtOr(text: string): readonly string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const token of text.matchAll(tokens)) {
    const word = token[0].toLowerCase();
    if (word === "(") depth += 1;
    else if (word === ")") depth -= 1;
    if (word === "case") return null;
    if (depth > 0 || word !== "or") continue;
    parts.push(text.slice(start, token.index));
    start = token.index + token[0].length;
  }
  parts.push(text.slice(start));
  return parts;
}

const tokens = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[()]|[\w$]+/g;

function splitAtAnd(text: string): readonly string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let between = false;
  for (const token of text.matchAll(tokens)) {
    const word = token[0].toLowerCase();
    if (word === "(") depth += 1;
    else if (word === ")") depth -= 1;
    if (depth > 0) continue;
    if (word === "or") return null;
    if (word === "between") between = true;
    if (word !== "and") continue;
    if (between) {
      between = false;
      continue;
    }
    parts.push(text.slice(start, token.index));
    start = token.index + token[0].length;
  }
  parts.push(text.slice(start));
  return parts;
}

function withoutOuterParentheses(text: string): string {
  let inner = text.trim();
  while (inner.startsWith("(") && closesAtEnd(inner)) inner = inner.slice(1, -1).trim();
  return inner;
}

function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[()]/g)) {
    if (token[0] === "(") depth += 1;
    else if (token[0] === ")") depth -= 1;
    if (depth === 0) return token.index === text.length - 1;
  }
  return false;
}
