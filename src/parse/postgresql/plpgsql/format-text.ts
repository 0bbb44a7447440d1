import { quoteIdentifier } from "../../../catalog/quote.ts";

/** One specifier: `%`, a position, the flag `-`, a width (a number, `*` or `*n$`), and the type. */
const specifier = /%(?:%|(?:(\d+)\$)?(-?)(?:(\d+)|\*(?:(\d+)\$)?|())([sIL]))/y;

/** A width beyond this only fills memory. */
const widthLimit = 1000;

/**
 * What the server's `format` makes of a pattern and its operands, by the manual's rules: a position counts from one, and
 * an operand without one is that behind the last that was used. Undefined where the server refuses.
 */
export function formatted(
  pattern: string,
  operands: readonly (string | null)[],
): string | undefined {
  let text = "";
  let next = 0;
  const take = (position: string | undefined): string | null | undefined => {
    next = position === undefined ? next + 1 : Number(position);
    return operands[next - 1];
  };
  for (let at = 0; at < pattern.length;) {
    const percent = pattern.indexOf("%", at);
    if (percent === -1) return text + pattern.slice(at);
    text += pattern.slice(at, percent);
    specifier.lastIndex = percent;
    const found = specifier.exec(pattern);
    if (found === null) return undefined;
    at = specifier.lastIndex;
    const [written, position, flag, digits, widthPosition, noWidth, type] = found;
    if (written === "%%") {
      text += "%";
      continue;
    }
    // A width that is an operand is taken before the value.
    const isOperand = digits === undefined && noWidth === undefined;
    const width = isOperand ? take(widthPosition) : (digits ?? "0");
    const operand = take(position);
    if (width === undefined || operand === undefined) return undefined;
    const value = specified(type ?? "", operand);
    const columns = Number(width ?? "0");
    if (value === undefined || !Number.isInteger(columns)) return undefined;
    if (Math.abs(columns) > widthLimit) return undefined;
    text += padded(value, Math.abs(columns), flag === "-" || columns < 0);
  }
  return text;
}

/** As `quote_literal` does, also with backslashes. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes("\\") ? `E${quoted.replaceAll("\\", "\\\\")}` : quoted;
}

function specified(type: string, operand: string | null): string | undefined {
  if (type === "s") return operand ?? "";
  if (type === "L") return operand === null ? "NULL" : quoteLiteral(operand);
  return operand === null ? undefined : quoteIdentifier(operand, "postgresql");
}

function padded(text: string, columns: number, isLeft: boolean): string {
  const blanks = " ".repeat(Math.max(0, columns - [...text].length));
  return isLeft ? text + blanks : blanks + text;
}
