import type { BlobText, TreeEntry } from "../model/tree.ts";
import type { NamedDialect } from "./dialect-names.ts";
import { ancestorsOf, joinPath, nameOf } from "./file-paths.ts";
import { composeNames, dialectOfImage, readImage } from "./service-images.ts";

/** A file of the project, not of its migration tool, and how it names the databases that the project talks to. */
interface ProjectFile {
  readonly pattern: RegExp;
  readonly dialectOf: (name: string) => NamedDialect | null;
}

const drivers: Readonly<Record<string, NamedDialect>> = {
  pg: "postgresql",
  postgres: "postgresql",
  "pg-promise": "postgresql",
  slonik: "postgresql",
  mysql: "mysql",
  mysql2: "mysql",
  mariadb: "mariadb",
  "better-sqlite3": "sqlite",
  sqlite3: "sqlite",
  "@libsql/client": "sqlite",
  "@clickhouse/client": "other",
  mssql: "other",
  tedious: "other",
  oracledb: "other",
};

const modules: Readonly<Record<string, NamedDialect>> = {
  "github.com/jackc/pgx": "postgresql",
  "github.com/lib/pq": "postgresql",
  "github.com/go-sql-driver/mysql": "mysql",
  "github.com/mattn/go-sqlite3": "sqlite",
  "modernc.org/sqlite": "sqlite",
  "github.com/ClickHouse/clickhouse-go": "other",
  "github.com/microsoft/go-mssqldb": "other",
};

const compose: ProjectFile = {
  pattern: /^[ \t]*image[ \t]*:[ \t]*["']?([^\s"'#]+)/gm,
  dialectOf: (image) => dialectOfImage(readImage(image)),
};

const projectFiles: Readonly<Record<string, ProjectFile>> = {
  ...Object.fromEntries(composeNames.map((name) => [name, compose])),
  "package.json": {
    pattern: /^[ \t]*"([@\w/-]+)"[ \t]*:[ \t]*"/gm,
    dialectOf: (name) => named(drivers, name),
  },
  "go.mod": {
    // What other modules need (`// indirect`) says nothing of this one.
    pattern: /^[ \t]*(?:require[ \t]+)?([\w./-]+)[ \t]+v[^\s/]+[ \t]*\r?$/gm,
    dialectOf: (path) => named(modules, path.replace(/\/v\d+$/, "")),
  },
};

export const projectFileNames: readonly string[] = Object.keys(projectFiles);

/** A file larger than this is no list of what a project needs. */
const maximumLength = 262_144;

/**
 * The one dialect that the nearest directory in or above a folder names by its compose file or its manifests; null
 * where none does, or where they name several.
 */
export function dialectOfProject(
  folder: string,
  files: readonly TreeEntry[],
  texts: ReadonlyMap<string, BlobText>,
): { readonly dialect: NamedDialect; readonly foundBy: string } | null {
  const paths = new Set(files.map(({ path }) => path));
  for (const directory of ancestorsOf(folder)) {
    const found = new Map<NamedDialect, string>();
    for (const [name, file] of Object.entries(projectFiles)) {
      const path = joinPath(directory, name);
      const text = paths.has(path) ? texts.get(path) : undefined;
      if (text?.state !== "text") continue;
      for (const dialect of dialectsIn(file, text.text)) {
        if (!found.has(dialect)) found.set(dialect, path);
      }
    }
    const [only] = found;
    if (found.size > 1) return null;
    if (only !== undefined) return { dialect: only[0], foundBy: nameOf(only[1]) };
  }
  return null;
}

function dialectsIn(file: ProjectFile, text: string): ReadonlySet<NamedDialect> {
  const found = new Set<NamedDialect>();
  for (const [, name = ""] of text.slice(0, maximumLength).matchAll(file.pattern)) {
    const dialect = file.dialectOf(name);
    if (dialect !== null) found.add(dialect);
  }
  return found;
}

function named(names: Readonly<Record<string, NamedDialect>>, name: string): NamedDialect | null {
  return Object.hasOwn(names, name) ? (names[name] ?? null) : null;
}
