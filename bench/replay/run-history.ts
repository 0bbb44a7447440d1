import type { Migration, MigrationSection } from "../../src/model/migration.ts";
import { splitStatements } from "../../src/parse/postgresql/split-statements.ts";
import type { TestDatabase } from "../../test/database/servers.ts";

/** A migration that the server did not take, with what it said. */
export interface Refusal {
  readonly path: string;
  readonly message: string;
}

/** Runs migrations as their tool does, each in a session of its own. One that is refused is undone as far as its transaction goes. */
export async function runHistory(
  database: TestDatabase,
  migrations: readonly Migration[],
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { path, sections } of migrations) {
    try {
      for (const section of sections) await runSection(database, section);
    } catch (error) {
      await database.execute("rollback");
      refusals.push({ path, message: error instanceof Error ? error.message : String(error) });
    }
    await database.execute("discard all");
  }
  return refusals;
}

async function runSection(
  database: TestDatabase,
  { text, transaction }: MigrationSection,
): Promise<void> {
  const statements = statementTexts(text);
  switch (transaction) {
    case "implicit":
      if (statements.length > 0) await database.execute(statements.join(";\n"));
      return;
    case "none":
      for (const statement of statements) await database.execute(statement);
      return;
    case "migration":
    case "release":
      await database.execute("begin");
      for (const statement of statements) await database.execute(statement);
      await database.execute("commit");
      return;
  }
}

function statementTexts(text: string): readonly string[] {
  const split = splitStatements(text);
  return split.segments
    .filter(({ kind }) => kind === "sql")
    .map(({ start, end }) => split.text.slice(start, end));
}
