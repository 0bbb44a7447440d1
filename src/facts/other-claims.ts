import { describeChange, objectName } from "../catalog/describe.ts";
import { takesAway } from "../gate/takes-away.ts";
import { pathBelow } from "../migrations/file-paths.ts";
import { layouts } from "../migrations/layouts/index.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import { isSqlFile } from "../migrations/migration-names.ts";
import type { Claim, OtherClaim } from "../model/claim.ts";
import type { MigrationFolder } from "../model/migration.ts";
import type { OpenChange, ReadFilesAt } from "../model/open-change.ts";
import type { BlobText } from "../model/tree.ts";
import { readSections } from "../read-statements.ts";
import { createParserLoader } from "./load-parsers.ts";

/** More files of others are not read. */
const mostRead = 40;
/** Longer texts are dumps, not contracts. */
const longestText = 200_000;

/** What other open pull requests lay claim to in the folders of `own`. Files are read only where that can matter. */
export async function readOtherClaims(
  own: readonly Claim[],
  open: readonly OpenChange[],
  readFiles: ReadFilesAt,
): Promise<readonly OtherClaim[]> {
  const folders = [...new Map(own.map(({ folder }) => [folder.path, folder])).values()];
  const versions = new Set(own.flatMap(({ version }) => version ?? []));
  const contracts = own.some((claim) => claim.contracts.length > 0);
  const candidates = open.flatMap(({ number, headSha, files }) =>
    files.flatMap(({ path, isNew }) =>
      folders.flatMap((folder) => {
        const name = nameIn(folder, path);
        if (name === null) return [];
        const version = isNew ? name.version : null;
        const matters = contracts || (version !== null && versions.has(version));
        return matters ? [{ number, commit: headSha, path, folder, version }] : [];
      }),
    ),
  );
  const asked = candidates.slice(0, mostRead);
  if (asked.length === 0) return [];
  const read = await readFiles(asked);
  const parsers = await createParserLoader()(folders);
  return asked.flatMap(({ number, path, folder, version }, position) => {
    const file = read[position] ?? null;
    if (file === null) return [];
    const { sha, text } = file;
    const isShort = text.state === "text" && text.text.length <= longestText;
    const removed = contracts && isShort ? removalsIn(folder, path, text, parsers) : [];
    return [{ number, path, sha, version, contracts: removed }];
  });
}

/** What a file is to the tool of a folder; null where it is no migration of it. */
function nameIn(folder: MigrationFolder, path: string): { readonly version: string | null } | null {
  const below = pathBelow(folder.path, path);
  if (below === null || !isSqlFile(path)) return null;
  const role = layouts[folder.layout].readName(below);
  if (role?.role !== "migration") return null;
  return { version: role.kind === "versioned" ? role.version : null };
}

function removalsIn(
  folder: MigrationFolder,
  path: string,
  text: BlobText,
  parsers: Parameters<typeof readSections>[1],
): OtherClaim["contracts"] {
  const entry = { path, sha: path, type: "file", size: null } as const;
  const migrations = readMigrations(folder, [entry], new Map([[path, text]]));
  const changes = migrations
    .flatMap((migration) => readSections(migration, parsers))
    .flatMap(({ statements }) => statements.flatMap((statement) => statement.changes));
  return changes.filter(takesAway).flatMap((change) => {
    const object = objectName(change);
    return object === null ? [] : [{ object, description: describeChange(change) }];
  });
}
