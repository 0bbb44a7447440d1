/** Keys whose plain string order is the order of the numbers in them, however long: versions exceed 2^53. */

/** `"007"` and `"7"` give the same key; `"10"` sorts behind `"9"`. Takes digits only. */
export function numericKey(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, "");
  return String(significant.length).padStart(5, "0") + significant;
}

/** A version of numbers between dots or underscores: `1.10` sorts behind `1.9`, `1` and `1.0` are the same. */
export function dottedKey(version: string): string {
  const parts = version.split(/[._]/).map((part) => numericKey(part === "" ? "0" : part));
  const zero = numericKey("0");
  while (parts.length > 1 && parts.at(-1) === zero) parts.pop();
  return parts.join("");
}

/** Any text with the numbers in it compared as numbers: `3.9/0001` sorts before `3.14/0001`. */
export function naturalKey(text: string): string {
  return text.replace(/\d+/g, numericKey);
}

/** Compares two keys code unit by code unit, as no locale can change. */
export function compareKeys(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
