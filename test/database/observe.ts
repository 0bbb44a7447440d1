import { postgresqlLocks } from "../../src/model/lock.ts";
import type { Lock } from "../../src/model/lock.ts";
import type { TestDatabase } from "./servers.ts";

type Session = Pick<TestDatabase, "execute" | "query">;

/** What a statement does to the tables that were there before it. */
export interface Observation {
  /** The strongest lock on one of them. */
  readonly lock: Lock | null;
  readonly rewrites: boolean;
  /** Rows were read one by one under a lock that blocks writes. */
  readonly scans: boolean;
  readonly refuses: boolean;
}

export const refusal: Observation = { lock: null, rewrites: false, scans: false, refuses: true };

/** Runs statements in a transaction, sees what the server does, and undoes them. */
export async function observe(database: Session, sql: string): Promise<Observation> {
  await database.execute("BEGIN");
  try {
    const before = await relations(database);
    await database.execute(sql);
    const after = await relations(database);
    const locks = await database.query<{ oid: number; mode: string }>(
      "SELECT relation::int AS oid, mode FROM pg_locks WHERE locktype = 'relation' AND pid = pg_backend_pid()",
    );
    const held = locks.flatMap(({ oid, mode }) => {
      const strength = postgresqlLocks.indexOf(lockName(mode));
      const relation = before.get(oid);
      return relation === undefined ? [] : [{ oid, strength, relation }];
    });
    // An empty new file is what TRUNCATE leaves.
    const rewrites = [...before].some(([oid, { file }]) => {
      const now = after.get(oid);
      return now !== undefined && now.file !== file && now.size > 0;
    });
    const scans = held.some(
      ({ oid, strength, relation }) =>
        relation.isTable &&
        strength >= postgresqlLocks.indexOf("SHARE") &&
        (after.get(oid)?.read ?? 0) > relation.read,
    );
    const strongest = Math.max(-1, ...held.map(({ strength }) => strength));
    return {
      lock: postgresqlLocks[strongest] ?? null,
      rewrites,
      scans: scans && !rewrites,
      refuses: false,
    };
  } catch {
    return refusal;
  } finally {
    await database.execute("ROLLBACK");
  }
}

interface Relation {
  readonly file: number;
  /** In bytes. */
  readonly size: number;
  /** Rows that this session has read from it by sequential scans, so far. */
  readonly read: number;
  /** False for views, also materialized ones, which running code does not write. */
  readonly isTable: boolean;
}

/** Tables and views by their object ids. */
async function relations(database: Session): Promise<ReadonlyMap<number, Relation>> {
  const found = await database.query<{
    oid: number;
    file: number;
    size: number;
    read: number;
    is_table: boolean;
  }>(
    `SELECT c.oid::int AS oid, relfilenode::int AS file, pg_relation_size(c.oid)::int AS size,
       coalesce(seq_tup_read, 0)::int AS read, relkind IN ('r', 'p') AS is_table
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
     LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid
     WHERE nspname IN ('public', 'other', 'billing') AND relkind IN ('r', 'p', 'v', 'm')`,
  );
  return new Map(
    found.map(({ oid, is_table: isTable, file, size, read }) => [
      oid,
      { file, size, read, isTable },
    ]),
  );
}

/** `ShareUpdateExclusiveLock` is SHARE UPDATE EXCLUSIVE. */
function lockName(mode: string): Lock {
  const words = mode
    .replace(/Lock$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
  const lock = postgresqlLocks.find((known) => known === words);
  if (lock === undefined) throw new Error(`No lock is called ${mode}.`);
  return lock;
}
