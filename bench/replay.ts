import { parseArgs } from "node:util";
import { readFileSync } from "node:fs";
import { loadParsers } from "../src/facts/load-parsers.ts";
import { layoutNames, type LayoutName } from "../src/model/layout.ts";
import { readSections } from "../src/read-statements.ts";
import { replay } from "../src/replay.ts";
import { compareSchemas, type ComparedObject } from "../test/database/schemas/compare-schemas.ts";
import { describeServer } from "../test/database/schemas/describe-server.ts";
import { findServers } from "../test/database/servers.ts";
import { bundledExtensions } from "./replay/bundled-extensions.ts";
import { readHistory } from "./replay/read-history.ts";
import { runHistory } from "./replay/run-history.ts";

/*
 * Replays a folder of migrations into the catalog and on PostgreSQL (PGlite, or a database of its own on the server of
 * `DATABASE_URL`), and prints where the two disagree.
 * `--before FILE` runs on the server first: roles and other things that the history takes for granted. With
 * `--without-refused` the catalog leaves out what the server refused, such as what needs a migration in another language.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    layout: { type: "string" },
    before: { type: "string" },
    "without-refused": { type: "boolean", default: false },
  },
});
const [path] = positionals;
if (path === undefined) throw new Error("Name a folder: npm run replay -- FOLDER [--layout NAME]");
const history = readHistory(path, layoutNamed(values.layout));
const parsers = await loadParsers([history.folder]);

const [embedded, server = embedded] = await findServers(await bundledExtensions());
const database = await server.createDatabase();
if (values.before !== undefined) await database.execute(readFileSync(values.before, "utf8"));
const given = await describeServer(database);
const refusals = await runHistory(database, history.migrations);
const refused = new Set(values["without-refused"] ? refusals.map(({ path: file }) => file) : []);
const taken = history.migrations.filter((migration) => !refused.has(migration.path));
const { catalog } = replay(history.folder, taken, parsers, []);
const compared = await compareSchemas(catalog, database, given);
await database.close();

const statements = history.migrations.reduce(
  (sum, migration) =>
    readSections(migration, parsers).reduce((count, one) => count + one.statements.length, sum),
  0,
);
console.log(
  `${history.migrations.length} migrations (${history.folder.layout}), ${statements} statements, ${compared.length} objects, PostgreSQL ${server.name}\n`,
);
printTable(compared);
tell(
  "refused by the server",
  refusals.map(({ path: file, message }) => `${file}: ${message}`),
);
tell(
  "not read",
  catalog.holes.map((hole) => `${hole.path}:${hole.line}: ${hole.message}`),
);
tell(
  "not known to the catalog",
  compared.filter((one) => one.notKnown).map((one) => one.object),
);
tell(
  "differences",
  compared.flatMap((one) => one.differences),
);

function layoutNamed(name: string | undefined): LayoutName | null {
  if (name === undefined) return null;
  const layout = layoutNames.find((one) => one === name);
  if (layout === undefined) throw new Error(`No layout \`${name}\`: ${layoutNames.join(", ")}.`);
  return layout;
}

function printTable(objects: readonly ComparedObject[]): void {
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  const rows = [...kinds, "all"].map((kind) => {
    const some = objects.filter((one) => kind === "all" || one.kind === kind);
    const differing = some.filter(({ differences }) => differences.length > 0).length;
    const notKnown = some.filter((one) => one.notKnown).length;
    return [kind, some.length, some.length - differing - notKnown, differing, notKnown];
  });
  const titles = ["kind", "compared", "agreed", "differ", "not known"];
  for (const row of [titles, ...rows])
    console.log(
      row
        .map((cell) => String(cell).padEnd(12))
        .join("")
        .trimEnd(),
    );
}

function tell(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  console.log(`\n${title}: ${lines.length}`);
  for (const line of lines) console.log(`  ${line}`);
}
