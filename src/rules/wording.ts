import { displayIdentifier, displayName, inCode } from "../catalog/display-name.ts";
import type { Dialect } from "../model/dialect.ts";
import type { QualifiedName } from "../model/qualified-name.ts";

/** As the catalog shows names. */
export const quote = inCode;

/** The longest expression that a message quotes. */
const longest = 120;

/** An expression between backquotes, cut where it is long: its statement stands beside the message. */
export function quoteSql(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, " ").trim();
  const characters = [...oneLine];
  return quote(
    characters.length > longest ? `${characters.slice(0, longest - 2).join("")} …` : oneLine,
  );
}

/** `users`, quoted. */
export function named(name: QualifiedName): string {
  return `\`${displayName(name)}\``;
}

/** `users.full_name`, quoted. */
export function columnOf(table: QualifiedName, column: string): string {
  return `\`${displayName(table)}.${displayIdentifier(column)}\``;
}

/** "`a`, `b` and `c`" */
export function listOf(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return "";
  return names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** How a view, routine or trigger is replaced without a moment in which it is missing. */
export function withoutGap(what: "VIEW" | "FUNCTION" | "TRIGGER", dialect: Dialect): string {
  const replace = what === "FUNCTION" ? "`CREATE OR REPLACE`" : `\`CREATE OR REPLACE ${what}\``;
  if (dialect === "postgresql") return `Drop and create it in one transaction, or use ${replace}.`;
  if (dialect === "sqlite") return "Drop and create it in one transaction.";
  return dialect === "mariadb" || what === "VIEW"
    ? `Use ${replace} instead.`
    : "Create the new one under another name, and ship code that calls that.";
}

/** The end of the safe way of every change that an expand pull request can settle. */
export const linkExpand =
  "Once that is deployed everywhere, run this and name the pull request in the description: `Expand-PR: #…`.";
