import type { Dialect } from "./model/dialect.ts";
import type { Migration, MigrationFolder, TransactionMode } from "./model/migration.ts";
import type { Statement } from "./model/statement.ts";
import {
  placeInTransactions,
  type PlacedStatement,
  type TransactionCounter,
} from "./migrations/transactions.ts";
import type { SqlParser } from "./parse/parser.ts";

/** The parsers of the dialects that occur, already loaded. */
export type Parsers = ReadonlyMap<Dialect, SqlParser>;

/** A stretch of a migration, read; or what hinders reading it. */
export interface ReadSection {
  readonly statements: readonly Statement[];
  readonly transaction: TransactionMode;
  readonly path: string;
  /** As it runs; of what hinders reading empty, or the code where the migration is no SQL. */
  readonly text: string;
  readonly lines: readonly string[];
  /** Tells the unreadable content apart from another one; null for SQL. */
  readonly unreadable: string | null;
}

/** What hinders reading a migration stands in front of its statements, as changes that nobody can read. */
export function readSections(migration: Migration, parsers: Parsers): readonly ReadSection[] {
  const { dialect } = migration.folder;
  const parser = dialect === null ? undefined : parsers.get(dialect);
  const problems = [...migration.problems];
  if (parser === undefined && migration.folder.layout !== "code")
    problems.push(unknownDialect(migration.folder));
  const hidden = hiddenContent(migration);
  const code =
    migration.folder.layout === "code" ? migration.sections.map(({ text }) => text).join("\n") : "";
  const hindrances = problems.map((reason): ReadSection => {
    const change = { kind: "unknown", reason, object: null } as const;
    const statement = { line: 1, endLine: 1, sql: "", changes: [change], session: null };
    // Without its path: a folder that moved is not to be read anew.
    const unreadable = `${reason.replaceAll(migration.path, "")}\0${hidden}`;
    return {
      statements: [statement],
      transaction: "none",
      path: migration.path,
      text: code,
      lines: code === "" ? [] : code.split(/\r\n|\n|\r/),
      unreadable,
    };
  });
  const sections = migration.sections.map(({ path, text, transaction }): ReadSection => ({
    statements: parser?.parse(text) ?? [],
    transaction,
    path,
    text,
    lines: text.split(/\r\n|\n|\r/),
    unreadable: null,
  }));
  return [...hindrances, ...sections];
}

/** The statements of a section in the transactions in which they run. */
export function placeSection(
  { statements, transaction }: ReadSection,
  { dialect }: MigrationFolder,
  counter: TransactionCounter,
): readonly PlacedStatement[] {
  return placeInTransactions(statements, transaction, counter, dialect ?? "postgresql");
}

function unknownDialect({ path, isOtherDatabase }: MigrationFolder): string {
  const place = path === "" ? "the repository's root" : `\`${path}\``;
  if (isOtherDatabase === true) {
    return `The migrations of ${place} are for a database whose SQL is not read. Leave them out with \`ignore\` in .github/expand-contract.yml on the base branch, and judge them by hand.`;
  }
  return `The SQL dialect of ${place} could not be told: set \`dialect\` for it under \`migrations\` in .github/expand-contract.yml on the base branch.`;
}

/** The object ids of what has no text to compare: another id is other content. */
function hiddenContent({ sections, files, folder }: Migration): string {
  const blank = new Set(
    sections
      .filter(({ text }) => folder.dialect === null || text.trim() === "")
      .map(({ path }) => path),
  );
  return files
    .filter(({ path }) => blank.has(path))
    .map(({ sha }) => sha)
    .join();
}
