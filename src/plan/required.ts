import type { RecipeContext } from "./recipe.ts";
import { lockTimeout, wordsFor } from "./sql.ts";
import type { QualifiedName } from "../model/qualified-name.ts";

/**
 * Makes a filled column NOT NULL without scanning it under a lock that blocks: PostgreSQL takes a validated CHECK as
 * proof (manual, ALTER TABLE, SET NOT NULL). Other dialects have one statement for it. One list per transaction.
 */
export function makeRequired(
  table: QualifiedName,
  column: string,
  type: string,
  context: RecipeContext,
): readonly string[] {
  const words = wordsFor(table, context);
  const name = words.column(column);
  switch (context.dialect) {
    case "postgresql": {
      const check = words.column(`${table.name}_${column}_not_null`.slice(0, 63));
      return [
        ...lockTimeout(context.dialect),
        `ALTER TABLE ${words.table} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID`,
        `ALTER TABLE ${words.table} VALIDATE CONSTRAINT ${check}`,
        `ALTER TABLE ${words.table} ALTER COLUMN ${name} SET NOT NULL`,
        `ALTER TABLE ${words.table} DROP CONSTRAINT ${check}`,
      ];
    }
    case "mysql":
    case "mariadb":
      return [
        ...lockTimeout(context.dialect),
        `ALTER TABLE ${words.table} MODIFY COLUMN ${name} ${type} NOT NULL, ALGORITHM=INPLACE, LOCK=NONE`,
      ];
    case "sqlite":
      return [
        `-- SQLite has no statement for this: rebuild ${words.table} with ${name} declared NOT NULL`,
      ];
  }
}

/** Lets a column stay empty, so that code may stop writing it. */
export function makeOptional(
  table: QualifiedName,
  column: string,
  type: string,
  context: RecipeContext,
): readonly string[] {
  const words = wordsFor(table, context);
  const name = words.column(column);
  switch (context.dialect) {
    case "postgresql":
      return [`ALTER TABLE ${words.table} ALTER COLUMN ${name} DROP NOT NULL`];
    case "mysql":
    case "mariadb":
      return [`ALTER TABLE ${words.table} MODIFY COLUMN ${name} ${type} NULL`];
    case "sqlite":
      return [
        `-- SQLite has no statement for this: rebuild ${words.table} without NOT NULL on ${name}`,
      ];
  }
}
