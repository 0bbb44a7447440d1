import type { Dialect } from "../model/dialect.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { isReservedWord } from "./reserved-words.ts";

/**
 * A name as SQL that can be pasted: as it is where the server would read it back as the same name, quoted where
 * it has upper case (PostgreSQL folds it), other characters, or is a reserved word.
 */
export function quoteIdentifier(name: string, dialect: Dialect): string {
  const isPlain = dialect === "postgresql" ? /^[a-z_][a-z0-9_]*$/ : /^[A-Za-z_][A-Za-z0-9_]*$/;
  if (isPlain.test(name) && !isReservedWord(name.toLowerCase(), dialect)) return name;
  return dialect === "mysql" || dialect === "mariadb"
    ? `\`${name.replaceAll("`", "``")}\``
    : `"${name.replaceAll('"', '""')}"`;
}

/** A name with its schema, where it has one, as SQL that can be pasted. PostgreSQL's `public` is left out. */
export function quoteName(name: QualifiedName, dialect: Dialect): string {
  const quoted = quoteIdentifier(name.name, dialect);
  if (name.schema === null || (dialect === "postgresql" && name.schema === "public")) return quoted;
  return `${quoteIdentifier(name.schema, dialect)}.${quoted}`;
}
