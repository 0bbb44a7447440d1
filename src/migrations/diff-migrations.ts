import type { Migration, MigrationChange } from "../model/migration.ts";
import { pathBelow } from "./file-paths.ts";
import { layouts } from "./layouts/index.ts";
import { isRelisted } from "./relisted.ts";
import { compareKeys } from "./sort-key.ts";

/**
 * Compares the migrations of base and head, each in the order in which its tool runs them. Answers in the order of the
 * head; deleted ones follow in the order of the base. Several folders may be given one behind another, so that a folder
 * that moved is seen.
 *
 * A migration is `edited` where it has the same path (or, for tools that go by the version, the same version) and what
 * runs of it differs; `renamed` where it runs the same under another path, or
 * under the same one for a tool that goes by a time in its list and now takes it for new. A change in what never runs on the way up is
 * no change. A move into a folder that is on the base branch is no rename: what runs there runs anew.
 */
export function diffMigrations(
  base: readonly Migration[],
  head: readonly Migration[],
): readonly MigrationChange[] {
  const previous = matchMigrations(base, head);
  const matched = new Set(previous.values());
  const order = orderOf(base, head);
  const changes = head.flatMap((migration): readonly MigrationChange[] => {
    const before = previous.get(migration);
    if (before === undefined) {
      return [
        {
          status: "added",
          migration,
          previous: null,
          sortsBefore: order.sortsBefore(migration, null),
        },
      ];
    }
    if (contentOf(before) !== contentOf(migration)) {
      return [{ status: "edited", migration, previous: before, sortsBefore: null }];
    }
    if (before.path === migration.path && !isRelisted(migration, before, base)) return [];
    const sortsBefore = isSameVersion(before, migration)
      ? null
      : order.sortsBefore(migration, before);
    return [{ status: "renamed", migration, previous: before, sortsBefore }];
  });
  const deleted = base
    .filter((migration) => !matched.has(migration))
    .map((migration): MigrationChange => ({
      status: "deleted",
      migration: null,
      previous: migration,
      sortsBefore: null,
    }));
  return [...changes, ...deleted];
}

/** Finds for each head migration the base migration that it was: by path, then by what it runs, then by version. */
function matchMigrations(
  base: readonly Migration[],
  head: readonly Migration[],
): ReadonlyMap<Migration, Migration> {
  const matches = new Map<Migration, Migration>();
  const unmatched = new Set(base);
  const baseFolders = new Set(base.map(({ folder }) => folder.path));
  const mayHaveMoved = (from: Migration, to: Migration): boolean =>
    from.folder.path === to.folder.path || !baseFolders.has(to.folder.path);
  const matchBy = (
    keyOf: (migration: Migration) => string | null,
    allows: (from: Migration, to: Migration) => boolean,
  ): void => {
    const candidates = new Map<string, Migration[]>();
    for (const migration of unmatched) {
      const key = keyOf(migration);
      if (key === null) continue;
      const same = candidates.get(key) ?? [];
      same.push(migration);
      candidates.set(key, same);
    }
    for (const migration of head) {
      if (matches.has(migration)) continue;
      const key = keyOf(migration);
      const same = key === null ? [] : (candidates.get(key) ?? []);
      const place = same.findIndex((from) => allows(from, migration));
      const found = place === -1 ? undefined : same.splice(place, 1)[0];
      if (found === undefined) continue;
      matches.set(migration, found);
      unmatched.delete(found);
    }
  };
  matchBy(instanceKey, mayHaveMoved);
  matchBy(pathKey, () => true);
  matchBy((migration) => joinKeys(versionKey(migration), runningKey(migration)), mayHaveMoved);
  matchBy(runningKey, mayHaveMoved);
  matchBy(versionKey, mayHaveMoved);
  return matches;
}

/** A list of migrations has several of one path only where it names files that are missing. */
function pathKey(migration: Migration): string {
  return migration.files.length === 0 ? `${migration.path}\0${migration.version}` : migration.path;
}

/** What a migration runs; null where it runs nothing, which is alike in all that do. Code is never read, and runs. */
function runningKey(migration: Migration): string | null {
  const runs =
    migration.folder.layout === "code" || migration.sections.some(({ text }) => text.trim() !== "");
  return runs ? contentOf(migration) : null;
}

/** A reworked change leaves its script under another name, and another one takes its path. */
function instanceKey(migration: Migration): string | null {
  const { changeOf } = layouts[migration.folder.layout];
  return changeOf === undefined
    ? null
    : joinKeys(changeOf(migration.version), runningKey(migration));
}

function joinKeys(first: string | null, second: string | null): string | null {
  return first === null || second === null ? null : `${first}\0${second}`;
}

/**
 * Everything of a migration that decides what its tool runs. A text that is empty because it could not be read stands
 * for its blob.
 */
function contentOf(migration: Migration): string {
  const shas = new Map(migration.files.map(({ path, sha }) => [path, sha]));
  return migration.sections
    .map(({ path, text, transaction }) => {
      const running = text.trim();
      return `${transaction}\0${running === "" ? (shas.get(path) ?? "") : running}`;
    })
    .join("\0\0");
}

/** What the tool tells a migration by, where that is its version. */
function versionKey(migration: Migration): string | null {
  const { folder } = migration;
  return layouts[folder.layout].identity === "version"
    ? sortKeyOf(migration)
    : pathBelow(folder.path, migration.path);
}

function isSameVersion(first: Migration, second: Migration): boolean {
  if (first.folder.path !== second.folder.path) return true;
  const { changeOf } = layouts[second.folder.layout];
  if (changeOf !== undefined) return changeOf(first.version) === changeOf(second.version);
  return sortKeyOf(first) === sortKeyOf(second);
}

/** The key that the layout sorts a migration by; null for a file that its tool does not run by a version. */
function sortKeyOf(migration: Migration): string | null {
  const path = pathBelow(migration.folder.path, migration.path);
  const role = path === null ? null : layouts[migration.folder.layout].readName(path);
  return role?.role === "migration" || role?.role === "code" ? role.sortKey : null;
}

interface Order {
  /** The newest version on base where `migration` sorts before it and its tool minds; null otherwise. */
  readonly sortsBefore: (migration: Migration, previous: Migration | null) => string | null;
}

function orderOf(base: readonly Migration[], head: readonly Migration[]): Order {
  /** The versioned migrations on base of each folder, in order. */
  const versioned = new Map<string, Migration[]>();
  for (const migration of base) {
    if (migration.kind === "repeatable" || sortKeyOf(migration) === null) continue;
    // What a list lacks, or lists in vain, has no place in the order.
    const isListed = layouts[migration.folder.layout].listing !== undefined;
    if (isListed && migration.problems.length > 0) continue;
    const others = versioned.get(migration.folder.path) ?? [];
    others.push(migration);
    versioned.set(migration.folder.path, others);
  }
  const places = new Map(head.map(({ path }, place) => [path, place]));
  return {
    sortsBefore: (migration, previous) => {
      const layout = layouts[migration.folder.layout];
      if (!layout.mindsOrder || migration.kind === "repeatable") return null;
      const others = versioned.get(migration.folder.path) ?? [];
      const newest = others.at(-1) === previous ? others.at(-2) : others.at(-1);
      const key = sortKeyOf(migration);
      if (newest === undefined || key === null) return null;
      if (layout.listing !== undefined) {
        // In a list only the places tell the order.
        const place = places.get(newest.path);
        const own = places.get(migration.path);
        return place !== undefined && own !== undefined && own < place ? newest.version : null;
      }
      const newestKey = sortKeyOf(newest);
      return newestKey !== null && compareKeys(key, newestKey) < 0 ? newest.version : null;
    },
  };
}
