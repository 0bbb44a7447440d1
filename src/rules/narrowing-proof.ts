import type { Column, Table } from "../catalog/catalog.ts";
import type { SqlType } from "../model/sql-type.ts";
import { andedParts } from "./condition-parts.ts";

/**
 * Whether validated checks of a PostgreSQL table let in only what fits in the narrower type: a text of so many
 * characters, a number of so many digits. Integers are left out: sums and products of a smaller one overflow.
 */
export function fitsByCheck(table: Table, { name, type: from }: Column, to: SqlType): boolean {
  const [most, scale = 0] = to.modifiers;
  if (most === undefined || from.arrayDimensions > 0 || to.arrayDimensions > 0) return false;
  if (to.name === "varchar" && ["text", "varchar"].includes(from.name))
    return boundsOf(table, (text) => isLengthOf(text, name), 1).below <= most + 1;
  if (to.name !== "numeric" || from.name !== "numeric" || from.modifiers[1] !== scale) return false;
  const step = 10 ** -scale;
  const limit = 10 ** (most - scale) + step / 2;
  const { above, below } = boundsOf(table, (text) => isColumn(text, name), step);
  return above >= -limit && below <= limit;
}

/** Both are excluded themselves. */
interface Bounds {
  readonly above: number;
  readonly below: number;
}

const number = /[-+]?\d+(?:\.\d+)?/.source;
const between = new RegExp(`^(.+) between (${number}) and (${number})$`);
const compared = new RegExp(`^(.+?) ?(<=|>=|<|>|=) ?(${number})$`);

/**
 * What conditions such as `size <= 5` and `size BETWEEN 1 AND 5` say of what is sought.
 * @param step the least difference of two values
 */
function boundsOf(table: Table, isSought: (text: string) => boolean, step: number): Bounds {
  let above = Number.NEGATIVE_INFINITY;
  let below = Number.POSITIVE_INFINITY;
  for (const condition of conditionsOf(table)) {
    const [, among = "", from, to] = between.exec(condition) ?? [];
    if (isSought(among)) {
      above = Math.max(above, Number(from) - step);
      below = Math.min(below, Number(to) + step);
    }
    const [, one = "", sign = "", limit] = compared.exec(condition) ?? [];
    if (!isSought(one)) continue;
    const room = sign.includes("=") ? step : 0;
    if (!sign.startsWith("<")) above = Math.max(above, Number(limit) - room);
    if (!sign.startsWith(">")) below = Math.min(below, Number(limit) + room);
  }
  return { above, below };
}

/** The conditions that every row of the table and of its children fulfils. */
function conditionsOf(table: Table): readonly string[] {
  return [...table.constraints.values()].flatMap(
    ({ type, enforced, notValid, noInherit, expression }) =>
      type === "check" && enforced && !notValid && noInherit !== true && expression !== null
        ? andedParts(expression.sql).map(plain)
        : [],
  );
}

/** Without casts, needless parentheses, and letters of either case outside of quotes. */
function plain(condition: string): string {
  const lower = condition
    .replaceAll(/"[^"]*"|[^"]+/g, (part) => (part.startsWith('"') ? part : part.toLowerCase()))
    .replaceAll(/ ?:: ?(?:text|numeric|integer|(?:character varying|varchar)(?: ?\(\d+\))?)/g, "")
    .replaceAll(/\s+/g, " ");
  const inParentheses = new RegExp(`(?<![\\w"$])\\( ?("[^"]+"|[a-z_][\\w$]*|${number}) ?\\)`, "g");
  return lower.replaceAll(inParentheses, "$1").replaceAll(inParentheses, "$1").trim();
}

function isLengthOf(text: string, column: string): boolean {
  const call = /^(?:char_length|character_length|length|octet_length) ?\( ?(.+?) ?\)$/.exec(text);
  return call !== null && isColumn(call[1] ?? "", column);
}

function isColumn(text: string, column: string): boolean {
  return text === column || text === `"${column}"`;
}
