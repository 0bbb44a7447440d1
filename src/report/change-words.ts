import type { ConstraintDefinition } from "../model/definitions.ts";
import type { Hazard } from "../model/hazard.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { Lock } from "../model/lock.ts";
import type { ChangeKind, SchemaChange } from "../model/schema-change.ts";
import type { Dialect } from "../model/dialect.ts";
import type { ChangeRow, Standing } from "./change-rows.ts";
import { quote } from "./message.ts";

/** One mark per line; the words beside it carry the same meaning. */
export const marks: Readonly<Record<Standing, string>> = {
  blocked: "⛔",
  waiting: "⏳",
  cleared: "✅",
  unread: "⚠️",
  warned: "⚠️",
  fine: "✅",
};

/** `users.full_name`: the object as people write it, without the schema that everybody means. */
export function shortObject(object: string): string {
  return object.startsWith("public.") ? object.slice("public.".length) : object;
}

/** "renames `users.full_name`": what the change does, as a message. */
export function clauseOf(change: JudgedChange): string {
  const { kind } = change.change;
  if (kind === "unknown" || change.object === null) return `has this change: ${change.description}`;
  const words = unnamedClause(change.change) ?? clauses[kind];
  const clause = words.replace("%", () => quote(shortObject(change.object ?? "")));
  const withoutDefault = kind === "add-column" && change.requirement === "split";
  return withoutDefault ? `${clause} as \`NOT NULL\` without a default` : clause;
}

/** What has no name yet is told by its table. */
function unnamedClause(change: SchemaChange): string | null {
  if (change.kind === "create-index" && change.index.name === null) return "creates an index on %";
  if (change.kind !== "add-constraint") return null;
  const { name, usingIndex, type } = change.constraint;
  return name === null && usingIndex === null ? `adds ${constraintWords[type]} to %` : null;
}

const constraintWords: Readonly<Record<ConstraintDefinition["type"], string>> = {
  "primary-key": "a primary key",
  unique: "a unique constraint",
  "foreign-key": "a foreign key",
  check: "a check constraint",
  exclusion: "an exclusion constraint",
  "not-null": "a not-null constraint",
};

/** The column "Running code" of the table of changes. */
export function runningCode(row: ChangeRow): string {
  if (row.standing === "cleared") return `safe: ${row.gate?.link ?? "its expand"} is live`;
  switch (row.change.compatibility) {
    case "unknown":
      return "cannot be told";
    case "additive":
      return row.change.hazards.includes("loses-data") ? "data is lost" : "keeps working";
    case "destructive":
      if (row.change.hazards.includes("breaks-running-code")) return "breaks";
      return row.change.hazards.includes("loses-data") ? "data is lost" : "can break";
  }
}

/** The column "Lock": the strongest lock on what existed before, and what it holds up. */
export function lockWords(change: JudgedChange, dialect: Dialect | null): string {
  const blocking = blockingWords(change.hazards);
  if (change.lock !== null) {
    if (blocking !== null) return `${change.lock}, ${blocking}`;
    return weakLocks.has(change.lock) ? "none that blocks" : `${change.lock}, brief`;
  }
  if (blocking !== null) return blocking;
  if (change.compatibility === "unknown") return "cannot be told";
  return dialect === "postgresql" ? "none" : "not known";
}

/** What is unsafe in how a change runs, to go behind its clause: "which blocks writes". */
export function hazardClause(hazards: readonly Hazard[]): string | null {
  const worst = hazardOrder.find((hazard) => hazards.includes(hazard));
  return worst === undefined ? null : hazardClauses[worst];
}

function blockingWords(hazards: readonly Hazard[]): string | null {
  if (hazards.includes("rewrites-table")) return "while it rewrites the table";
  if (hazards.includes("scans-table")) return "while it scans the table";
  if (hazards.includes("blocks-reads")) return "blocks reads and writes";
  return hazards.includes("blocks-writes") ? "blocks writes" : null;
}

/** Locks under which reads and writes go on. */
const weakLocks: ReadonlySet<Lock> = new Set<Lock>([
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
]);

const hazardOrder: readonly Hazard[] = [
  "cannot-run",
  "loses-data",
  "rewrites-table",
  "blocks-reads",
  "scans-table",
  "blocks-writes",
  "can-fail",
  "breaks-running-code",
];

const hazardClauses: Readonly<Record<Hazard, string>> = {
  "cannot-run": "which cannot run as written",
  "loses-data": "which loses data",
  "rewrites-table": "which rewrites the table under a lock",
  "blocks-reads": "which blocks reads and writes",
  "scans-table": "which scans the table while writes wait",
  "blocks-writes": "which blocks writes",
  "can-fail": "which can fail on the rows that exist",
  "breaks-running-code": "which breaks running code",
};

const clauses: Readonly<Record<Exclude<ChangeKind, "unknown">, string>> = {
  "create-table": "creates table %",
  "drop-table": "drops table %",
  "rename-table": "renames table %",
  "set-table-schema": "moves table % to another schema",
  "attach-partition": "attaches partition %",
  "detach-partition": "detaches partition %",
  "set-inheritance": "changes what % inherits from",
  "alter-table-option": "alters an option of %",
  "add-column": "adds %",
  "drop-column": "drops %",
  "rename-column": "renames %",
  "alter-column-type": "changes the type of %",
  "set-not-null": "makes % `NOT NULL`",
  "drop-not-null": "lets % be null",
  "set-default": "sets a default for %",
  "drop-default": "drops the default of %",
  "add-identity": "makes % an identity column",
  "set-identity": "changes the identity of %",
  "drop-identity": "drops the identity of %",
  "set-expression": "changes the expression of %",
  "drop-expression": "drops the expression of %",
  "alter-column-option": "alters an option of %",
  "add-constraint": "adds constraint %",
  "drop-constraint": "drops constraint %",
  "validate-constraint": "validates constraint %",
  "alter-constraint": "alters constraint %",
  "rename-constraint": "renames constraint %",
  "create-index": "creates index %",
  "drop-index": "drops index %",
  "rename-index": "renames index %",
  reindex: "rebuilds %",
  "create-type": "creates type %",
  "drop-type": "drops type %",
  "rename-type": "renames type %",
  "add-enum-value": "adds a value to %",
  "rename-enum-value": "renames a value of %",
  "alter-domain": "alters domain %",
  "alter-composite-type": "alters attribute %",
  "create-view": "creates view %",
  "drop-view": "drops view %",
  "rename-view": "renames view %",
  "refresh-materialized-view": "refreshes %",
  "create-function": "creates function %",
  "drop-function": "drops function %",
  "rename-function": "renames function %",
  "create-trigger": "creates trigger %",
  "drop-trigger": "drops trigger %",
  "set-trigger-state": "switches a trigger of %",
  "create-schema": "creates schema %",
  "drop-schema": "drops schema %",
  "rename-schema": "renames schema %",
  "create-sequence": "creates sequence %",
  "drop-sequence": "drops sequence %",
  "alter-sequence": "alters sequence %",
  "create-extension": "creates extension %",
  "drop-extension": "drops extension %",
  "set-row-security": "changes row security of %",
  "create-policy": "creates policy %",
  "alter-policy": "alters policy %",
  "drop-policy": "drops policy %",
  "create-rule": "creates rule %",
  "drop-rule": "drops rule %",
  "set-rule-state": "switches rule %",
  grant: "grants on %",
  revoke: "revokes privileges on %",
  "set-comment": "comments on %",
  "create-object": "creates %",
  "alter-object": "alters %",
  "drop-object": "drops %",
  "rename-object": "renames %",
  "set-object-schema": "moves % to another schema",
  "change-setting": "changes setting %",
  "insert-rows": "inserts rows into %",
  "update-rows": "updates rows of %",
  "delete-rows": "deletes rows of %",
  truncate: "empties %",
  "lock-table": "locks %",
  maintenance: "maintains %",
  "call-function": "calls a function on %",
};
