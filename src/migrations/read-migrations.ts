import type { Migration, MigrationFolder } from "../model/migration.ts";
import type { BlobText, TreeEntry } from "../model/tree.ts";
import { hasByteOrderMark, problemOfBlob, textOfBlob } from "./blob-problem.ts";
import { joinPath, pathBelow } from "./file-paths.ts";
import type { Layout, ListedMigrations } from "./layout.ts";
import { layouts } from "./layouts/index.ts";
import { groupFiles } from "./migration-files.ts";
import type { RunningFile } from "./migration-files.ts";
import { compareKeys } from "./sort-key.ts";

/** A migration with what it is sorted and told apart by. */
interface ReadMigration {
  readonly migration: Migration;
  /** Misnamed files and links follow the versioned ones, repeatables come last. */
  readonly rank: "1 versioned" | "2 misnamed" | "3 repeatable";
  readonly sortKey: string;
  /** As the layout's listing names it. */
  readonly key: string | null;
}

/**
 * Reads the migrations of a folder in the order in which its tool runs them, repeatables last. `texts` are the contents
 * by path; a path that is not in it is told as a problem. Nothing that could run is left out: a misnamed, unreadable or
 * unlisted file is a migration with problems.
 */
export function readMigrations(
  folder: MigrationFolder,
  entries: readonly TreeEntry[],
  texts: ReadonlyMap<string, BlobText>,
): readonly Migration[] {
  const layout = layouts[folder.layout];
  const files = groupFiles(folder.path, layout, entries);
  const read = files
    .map((file) => readMigration(folder, layout, file, texts))
    .sort(
      (first, second) =>
        compareKeys(first.rank, second.rank) ||
        compareKeys(first.sortKey, second.sortKey) ||
        compareKeys(first.migration.path, second.migration.path),
    );
  const listed = applyListing(folder, layout, entries, texts, read);
  return layout.identity === "version"
    ? tellDuplicates(layout, listed)
    : listed.map(({ migration }) => migration);
}

function readMigration(
  folder: MigrationFolder,
  layout: Layout,
  file: RunningFile,
  texts: ReadonlyMap<string, BlobText>,
): ReadMigration {
  const { entry, role } = file;
  const base = {
    folder,
    path: entry.path,
    files: [entry, ...file.companions.map((companion) => companion.entry)].map(({ path, sha }) => ({
      path,
      sha,
    })),
  };
  const unreadable = (version: string, problem: string): Migration => ({
    ...base,
    version,
    kind: "versioned",
    sections: [
      {
        path: entry.path,
        text: "",
        transaction: layout.readText("", null).sections[0]?.transaction ?? "none",
      },
    ],
    problems: [problem],
  });
  const below = pathBelow(folder.path, entry.path) ?? entry.path;
  switch (role.role) {
    case "link": {
      const kind = entry.type === "submodule" ? "a submodule" : "a symbolic link";
      const problem = `\`${entry.path}\` is ${kind}, which is never followed, so what it runs is not known. Put the files themselves in its place.`;
      return {
        migration: unreadable(below, problem),
        rank: "2 misnamed",
        sortKey: below,
        key: null,
      };
    }
    case "code": {
      const problem = `\`${entry.path}\` is a migration in ${role.language}, whose statements cannot be read here. Write what it does to the schema as an SQL migration, or have it judged by hand and waived. Where such files are no migrations, leave them out with \`ignore\` in .github/expand-contract.yml on the base branch.`;
      return {
        migration: unreadable(role.version, problem),
        rank: "1 versioned",
        sortKey: role.sortKey,
        key: role.key,
      };
    }
    case "misnamed": {
      const text = readTexts(layout, file, texts);
      const problem = `\`${entry.path}\` has no name that ${layout.title} runs. Name it like \`${role.expected}\`, or move it out of the folder.`;
      const migration: Migration = {
        ...base,
        version: below,
        kind: "versioned",
        sections: text.sections,
        problems: [problem, ...text.problems],
      };
      return { migration, rank: "2 misnamed", sortKey: below, key: null };
    }
    case "migration": {
      const text = readTexts(layout, file, texts);
      const migration: Migration = {
        ...base,
        version: role.version,
        kind: text.kind ?? role.kind,
        sections: text.sections,
        problems: text.problems,
      };
      const rank = role.kind === "repeatable" ? "3 repeatable" : "1 versioned";
      return { migration, rank, sortKey: role.sortKey, key: role.key };
    }
  }
}

type MigrationText = Pick<Migration, "sections" | "problems"> & {
  readonly kind: Migration["kind"] | null;
};

function readTexts(
  layout: Layout,
  file: RunningFile,
  texts: ReadonlyMap<string, BlobText>,
): MigrationText {
  const { path } = file.entry;
  const blob = texts.get(path);
  const problems: string[] = [];
  const settings: string[] = [];
  for (const { entry, role } of file.companions) {
    if (role !== "settings") continue;
    const settingsBlob = texts.get(entry.path);
    const problem = problemOfBlob(entry.path, settingsBlob);
    if (problem !== null) problems.push(problem);
    else settings.push(textOfBlob(settingsBlob));
  }
  const run = layout.readText(textOfBlob(blob), settings.length === 0 ? null : settings.join("\n"));
  const blobProblem = problemOfBlob(path, blob);
  if (blobProblem !== null) problems.unshift(blobProblem);
  // What the tool would refuse cannot be told of a text that is not there.
  const isRead = blob?.state === "text" || blob?.state === "invalid-utf8";
  if (isRead) problems.push(...run.problems.map((problem) => `\`${path}\` ${problem}`));
  return {
    sections: run.sections.map(({ text, transaction }) => ({
      path,
      text: hasByteOrderMark(blob) ? ` ${text}` : text,
      transaction,
    })),
    problems,
    kind: run.kind ?? null,
  };
}

/** Puts migrations in the order of the tool's list, and tells what the list has too little or too much. */
function applyListing(
  folder: MigrationFolder,
  layout: Layout,
  entries: readonly TreeEntry[],
  texts: ReadonlyMap<string, BlobText>,
  read: readonly ReadMigration[],
): readonly ReadMigration[] {
  const { listing } = layout;
  if (listing === undefined) return read;
  const path = joinPath(folder.path, listing.path);
  const listed = readListing(path, listing.read, entries, texts, read);
  if (listed === null) return read;
  const byKey = new Map(
    read.flatMap((entry) => (entry.key === null ? [] : [[entry.key, entry] as const])),
  );
  const inList = listed.migrations.map((item): ReadMigration => {
    const key = item.keys.find((candidate) => byKey.has(candidate));
    const found = key === undefined ? undefined : byKey.get(key);
    if (key === undefined || found === undefined)
      return missingMigration(folder, path, item.version);
    byKey.delete(key);
    const problem = item.problem === null ? [] : [`\`${found.migration.path}\` ${item.problem}`];
    const { listedAt } = item;
    const timed =
      listedAt === undefined ? found : { ...found, migration: { ...found.migration, listedAt } };
    return withProblems(timed, problem);
  });
  const unlisted = read
    .filter(({ key }) => key === null || byKey.has(key))
    .map((entry) =>
      withProblems(
        entry,
        entry.key === null || listed.problems.length > 0
          ? []
          : [
              `\`${entry.migration.path}\` is not listed in \`${path}\`, so ${layout.title} does not run it. List it, or delete it.`,
            ],
      ),
    );
  const problems = listed.problems.map((problem) => `\`${path}\` ${problem}`);
  return [...inList, ...unlisted].map((entry) => withProblems(entry, problems));
}

/** The list of a folder; null where its files need none. */
function readListing(
  path: string,
  readList: (text: string) => ListedMigrations,
  entries: readonly TreeEntry[],
  texts: ReadonlyMap<string, BlobText>,
  read: readonly ReadMigration[],
): ListedMigrations | null {
  const entry = entries.find((candidate) => candidate.path === path);
  if (entry === undefined) {
    // Drizzle's newer folders carry their order in their names.
    const needsList = read.some(
      ({ key, migration }) => key !== null && !migration.path.endsWith("/migration.sql"),
    );
    const problem = "is missing, so the order of the migrations is not known. Commit it.";
    return needsList ? { migrations: [], problems: [problem] } : null;
  }
  const blob = entry.type === "file" ? texts.get(path) : undefined;
  if (blob?.state === "text") return readList(textOfBlob(blob));
  return {
    migrations: [],
    problems: [
      "cannot be read, so the order of the migrations is not known. Commit it as a file in UTF-8.",
    ],
  };
}

function missingMigration(folder: MigrationFolder, path: string, version: string): ReadMigration {
  return {
    migration: {
      folder,
      path,
      version,
      kind: "versioned",
      sections: [],
      files: [],
      problems: [
        `\`${path}\` lists \`${version}\`, but there is no such file. Add the file, or take it off the list.`,
      ],
    },
    rank: "1 versioned",
    sortKey: version,
    key: null,
  };
}

function withProblems(read: ReadMigration, problems: readonly string[]): ReadMigration {
  if (problems.length === 0) return read;
  const { migration } = read;
  return { ...read, migration: { ...migration, problems: [...migration.problems, ...problems] } };
}

function tellDuplicates(layout: Layout, read: readonly ReadMigration[]): readonly Migration[] {
  const paths = new Map<string, string[]>();
  for (const { rank, sortKey, migration } of read) {
    if (rank === "2 misnamed") continue;
    const same = paths.get(sortKey) ?? [];
    same.push(migration.path);
    paths.set(sortKey, same);
  }
  return read.map((entry) => {
    const same = entry.rank === "2 misnamed" ? [] : (paths.get(entry.sortKey) ?? []);
    const other = same.find((path) => path !== entry.migration.path);
    if (other === undefined) return entry.migration;
    const { path, version } = entry.migration;
    const problem = `\`${path}\` has the same version \`${version}\` as \`${other}\`, and ${layout.title} takes one of them only. Give the newer one a version of its own.`;
    return withProblems(entry, [problem]).migration;
  });
}
