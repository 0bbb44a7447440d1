import { evaluate } from "../../src/evaluate.ts";
import { loadParsers } from "../../src/facts/load-parsers.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { Dialect } from "../../src/model/dialect.ts";
import type { JudgedChange } from "../../src/model/judgement.ts";
import type { Migration, MigrationFolder, TransactionMode } from "../../src/model/migration.ts";
import type { JudgedStatement } from "../../src/model/verdict.ts";
import { defaults } from "../judge-memory.ts";

/** A schema in production and what a pull request runs on it. */
export interface JudgedSql {
  readonly dialect: Dialect;
  readonly version: number;
  /** The history. */
  readonly schema: string;
  readonly change: string;
  /** Whether the tool wraps the change in one transaction. */
  readonly transaction: boolean;
  readonly rules?: Configuration["rules"];
  readonly safeFunctions?: Configuration["safeFunctions"];
  /** Whether the lack of a `lock_timeout` is told. Default no. */
  readonly lockTimeout?: boolean;
}

/** Judges SQL as the whole program does: names resolved, the history replayed, then change by change. */
export async function judgeSql(given: JudgedSql): Promise<readonly JudgedChange[]> {
  return (await judgeStatements(given)).flatMap(({ changes }) => changes);
}

/** The same, by statement. */
export async function judgeStatements(given: JudgedSql): Promise<readonly JudgedStatement[]> {
  const folder: MigrationFolder = {
    path: "migrations",
    layout: "sql",
    dialect: given.dialect,
    databaseVersion: given.version,
    foundBy: "configuration",
  };
  const migration = (version: string, text: string, transaction: TransactionMode): Migration => {
    const path = `migrations/${version}.sql`;
    const sections = [{ path, text, transaction }];
    return { folder, path, version, kind: "versioned", sections, files: [], problems: [] };
  };
  const added = migration("2", given.change, given.transaction ? "migration" : "none");
  const history = {
    folder,
    base: [migration("1", given.schema, "none")],
    changes: [{ status: "added", migration: added, previous: null, sortsBefore: null } as const],
  };
  const silent = given.lockTimeout === true ? {} : ({ "missing-lock-timeout": "off" } as const);
  const rules = { ...silent, ...given.rules };
  const safeFunctions = given.safeFunctions ?? [];
  const configuration = { ...defaults, rules, safeFunctions };
  const { files } = evaluate([history], configuration, await loadParsers([folder]));
  return files.flatMap(({ statements }) => statements);
}
