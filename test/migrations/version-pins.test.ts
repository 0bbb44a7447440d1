import { describe, expect, it } from "vitest";
import { findCandidates } from "../../src/migrations/find-folders.ts";
import { identifyFolder } from "../../src/migrations/identify-folder.ts";
import { readVersionPins, versionFiles } from "../../src/migrations/version-pins.ts";
import type { ConfiguredFolder } from "../../src/model/configuration.ts";
import type { MigrationFolder } from "../../src/model/migration.ts";
import { configurationOf, textsOf, textsOfCandidate, treeOf, type Files } from "./repository.ts";

const folder = "db/migrations";
const own = { [`${folder}/1_a.sql`]: "CREATE TABLE a (id serial);" };

/** What the folder is told to be in a repository with these files beside it. */
async function identified(
  files: Files,
  configured?: Partial<ConfiguredFolder>,
): Promise<MigrationFolder> {
  const all = { ...own, ...files };
  const { entries } = treeOf(all);
  const folders = configured === undefined ? [] : [{ path: folder, ...configured }];
  const [candidate] = findCandidates(treeOf(all), configurationOf(folders));
  if (candidate === undefined) throw new Error("No folder of migrations was found.");
  const pins = await readVersionPins(textsOf(all, versionFiles(entries, [candidate.path])));
  return identifyFolder(candidate, textsOfCandidate(all, candidate), pins);
}

const service = (image: string): string => `services:\n  db:\n    image: ${image}\n`;
const workflow = `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres:16-alpine
        ports: ["5432:5432"]
`;

describe("the version of PostgreSQL that a repository pins", () => {
  it.each<[name: string, files: Files, version: number]>([
    ["nothing says", {}, 15],
    ["compose, block style", { "compose.yaml": service("postgres:16") }, 16],
    [
      "compose, flow style",
      { "docker-compose.yml": '{ services: { db: { "image": "postgres:17.2" } } }' },
      17,
    ],
    [
      "an image of another owner",
      { "compose.yml": service("docker.io/bitnami/postgresql:14.5") },
      14,
    ],
    [
      "a digest behind the tag",
      { "compose.yml": service(`postgres:13@sha256:${"0".repeat(64)}`) },
      13,
    ],
    ["a registry with a port", { "compose.yml": service("localhost:5000/postgres:14") }, 14],
    [
      "a default in the place of a variable",
      { "compose.yml": service("postgres:${PG:-14}-alpine") },
      14,
    ],
    ["postgis", { "compose.yml": service("postgis/postgis:16-3.4") }, 16],
    ["a marked tag", { "compose.yml": service("pgvector/pgvector:0.8.0-pg17") }, 17],
    ["another marked tag", { "compose.yml": service("timescale/timescaledb:latest-pg14") }, 14],
    [
      "the version of something else",
      { "compose.yml": service("timescale/timescaledb:2.14.2") },
      15,
    ],
    [
      "a server that only speaks alike",
      { "compose.yml": service("cockroachdb/cockroach:v23.1") },
      15,
    ],
    ["no version", { "compose.yml": service("postgres:latest") }, 15],
    ["a variable alone", { "compose.yml": service("postgres:${PG}") }, 15],
    [
      "a comment",
      { "compose.yml": "services:\n  # image: postgres:12\n  db:\n    build: .\n" },
      15,
    ],
    ["a service container", { ".github/workflows/test.yml": workflow }, 16],
    ["asdf", { ".tool-versions": "nodejs 22.1.0\npostgres 16.4\n" }, 16],
    [
      "the lowest of several",
      { "compose.yml": service("postgres:17"), ".github/workflows/a.yml": workflow },
      16,
    ],
    [
      "the lowest within a file",
      { "compose.yml": `${service("postgres:17")}  old:\n    image: postgres:13\n` },
      13,
    ],
    [
      "the nearest directory",
      { "db/compose.yml": service("postgres:17"), ".tool-versions": "postgres 13.1" },
      17,
    ],
    ["not a project beside it", { "other/compose.yml": service("postgres:13") }, 15],
    ["a file that is no YAML", { "compose.yml": "services: [\n  image: postgres:\t{" }, 15],
    [
      "YAML that is too long to be a list of services",
      { "compose.yml": `${service("postgres:17")}#${"-".repeat(70_000)}` },
      15,
    ],
  ])("%s", async (_name, files, version) => {
    expect((await identified(files)).databaseVersion).toBe(version);
  });

  it("gives way to the configuration and to the tool's own file", async () => {
    const files = { "compose.yml": service("postgres:13") };
    expect(await identified(files, { databaseVersion: 17 })).toMatchObject({ databaseVersion: 17 });
    expect((await identified(files, { databaseVersion: 17 })).versionPins).toBeUndefined();
    const atlas = 'env "local" {\n  dev = "docker://postgres/16/dev"\n}\n';
    const tool = await identified({
      ...files,
      "atlas.hcl": atlas,
      "db/migrations/atlas.sum": "h1:",
    });
    expect(tool).toMatchObject({ layout: "atlas", databaseVersion: 16 });
  });

  it("says nothing of another database", async () => {
    const files = { "compose.yml": service("postgres:13") };
    const found = await identified(files, { dialect: "mysql" });
    expect(found).toMatchObject({ dialect: "mysql", databaseVersion: 8 });
    expect(found.versionPins).toBeUndefined();
  });
});
