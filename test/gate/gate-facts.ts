import type { Catalog } from "../../src/catalog/catalog.ts";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import { applyChange } from "../../src/catalog/apply.ts";
import { objectName } from "../../src/catalog/object-name.ts";
import type { ExpandContent } from "../../src/gate/covers.ts";
import type {
  ContractChange,
  Landing,
  LinkFacts,
  RequiredEnvironment,
} from "../../src/gate/facts.ts";
import type { Link } from "../../src/model/link.ts";
import type { QualifiedName } from "../../src/model/qualified-name.ts";
import type { PatchedFile } from "../../src/model/pull-request.ts";
import type { AddColumn, CreateTable, SchemaChange } from "../../src/model/schema-change.ts";

/** Small facts for the gate, as data: what a test does not name is the usual. */

export const users: QualifiedName = { schema: "public", name: "users" };

const text = {
  name: "text",
  schema: null,
  modifiers: [],
  arrayDimensions: 0,
  unsigned: false,
  values: [],
  text: "text",
};

export function column(name: string): AddColumn["column"] {
  return {
    name,
    type: text,
    nullable: true,
    default: null,
    identity: null,
    autoIncrement: false,
    generated: null,
    collation: null,
    position: null,
  };
}

export function addColumn(name: string, table = users): AddColumn {
  return { kind: "add-column", table, column: column(name), constraints: [], ifNotExists: false };
}

export function createTable(
  name: string,
  columns: readonly string[],
  references: string | null = null,
): CreateTable {
  return {
    kind: "create-table",
    table: { schema: "public", name },
    columns: columns.map(column),
    constraints:
      references === null
        ? []
        : [
            {
              name: null,
              type: "foreign-key",
              columns: columns.slice(0, 1),
              expression: null,
              references: {
                table: { schema: "public", name: references },
                columns: [],
                onDelete: null,
              },
              notValid: false,
              enforced: true,
              deferrable: false,
              usingIndex: null,
            },
          ],
    indexes: [],
    ifNotExists: false,
    temporary: false,
    partitionOf: null,
    isDefaultPartition: false,
    partitioned: false,
    inherits: [],
    like: [],
    fromQuery: false,
  };
}

export function dropColumn(name: string, table = users): SchemaChange {
  return { kind: "drop-column", table, column: name, ifExists: false, cascade: false };
}

export function dropTable(name: string): SchemaChange {
  return {
    kind: "drop-table",
    table: { schema: "public", name },
    ifExists: false,
    cascade: false,
  };
}

/** A schema that these changes make. */
export function catalogOf(...changes: readonly SchemaChange[]): Catalog {
  const catalog = emptyCatalog("postgresql");
  for (const change of changes) applyChange(catalog, change);
  return catalog;
}

/** What most cases start from: `users` with two columns. */
export const usersTable = createTable("users", ["id", "full_name"]);

export function contractOf(
  change: SchemaChange,
  options: Partial<Omit<ContractChange, "judged">> & {
    readonly requirement?: "expand" | "split";
  } = {},
): ContractChange {
  const { requirement = "expand", ...others } = options;
  const object = objectName(change);
  return {
    judged: {
      change,
      object,
      description: `change \`${object ?? "it"}\``,
      compatibility: "destructive",
      phase: "contract",
      hazards: [],
      lock: null,
      requirement,
      findings: [],
    },
    object: object ?? "it",
    path: "db/002.sql",
    line: 1,
    folder: "db",
    links: [],
    baseCatalog: catalogOf(usersTable),
    release: [change],
    ...others,
  };
}

export function patch(path: string, lines: string): PatchedFile {
  return { path, previousPath: null, sha: "b".repeat(40), status: "modified", patch: lines };
}

/** What an expand did in the folder `db`, whose tip has it all. */
export function contentOf(
  changes: readonly SchemaChange[],
  options: {
    readonly files?: readonly PatchedFile[];
    readonly path?: string;
    readonly tip?: Catalog;
  } = {},
): ExpandContent {
  const { files = [], path = "db", tip = catalogOf(usersTable, ...changes) } = options;
  return { folders: changes.length === 0 ? [] : [{ path, changes, tip }], files };
}

export function bodyLink(number: number, object: string | null = null): Link {
  return { repository: null, number, object, source: { kind: "body" } };
}

export function merged(number: number): Extract<LinkFacts["pullRequest"], { state: "merged" }> {
  return {
    state: "merged",
    number,
    title: `Expand ${number}`,
    url: "",
    baseBranch: "main",
    mergedAt: `2026-05-${String(number).padStart(2, "0")}T14:02:00Z`,
    mergeCommit: String(number % 10).repeat(40),
  };
}

/** `production` runs `aaaaaaa`, which contains the expand, and nothing took it back. */
export function landing(changes: Partial<Landing> = {}): Landing {
  return {
    live: {
      state: "live",
      environment: "production",
      sha: "a".repeat(40),
      since: "2026-05-20T09:10:00Z",
      rollout: null,
      earlier: [],
    },
    containment: { state: "contains" },
    carried: null,
    rollout: null,
    rolloutCarried: null,
    before: null,
    remains: { migrations: { state: "intact" }, revert: { state: "not-reverted" } },
    rolloutRemains: { migrations: { state: "intact" }, revert: { state: "not-reverted" } },
    past: [],
    ...changes,
  };
}

/** Environments that are waited for whatever runs there. */
export function required(...environments: readonly string[]): readonly RequiredEnvironment[] {
  return environments.map((environment) => ({ environment, always: true, processes: [] }));
}

/** Nothing has to pass after the expand is live. */
export const atOnce = {
  soak: 0,
  now: "2026-05-21T12:00:00Z",
  referringProcesses: () => null,
} as const;

/** A merged, deployed link that adds `users.display_name`. */
export function linkFacts(number: number, changes: Partial<LinkFacts> = {}): LinkFacts {
  return {
    link: bodyLink(number),
    name: `#${number}`,
    pullRequest: merged(number),
    content: contentOf([addColumn("display_name")]),
    contentComplete: true,
    onBase: { state: "not-reverted" },
    landings: [landing()],
    ...changes,
  };
}
