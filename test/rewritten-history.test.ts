import { describe, expect, test } from "vitest";
import { dropFullName, holds, startProject, users } from "./judge-memory.ts";
import type { Edits } from "./memory-repository.ts";

const folder = "db/migrations";
const code = "export const list = 'SELECT id, email, full_name FROM users';\n";
const shop = { [`${folder}/001_users.sql`]: users, "app/users.ts": code };
const addAge = "ALTER TABLE users ADD COLUMN age integer;\n";
const dropAge = "ALTER TABLE users DROP COLUMN age;\n";

/** Drizzle's list of migrations. */
function journal(...tags: readonly string[]): string {
  const entries = tags.map((tag, position) => ({ idx: position, tag, when: position }));
  return JSON.stringify({ dialect: "postgresql", entries });
}

describe("history is rewritten", () => {
  const aged = {
    ...shop,
    [`${folder}/002_age.sql`]: addAge,
    [`${folder}/003_drop_age.sql`]: dropAge,
    [`${folder}/004_age.sql`]: addAge,
  };
  const gone = Object.fromEntries(
    Object.keys(aged).flatMap((path) => (path.endsWith(".sql") ? [[path, null]] : [])),
  );
  const dump =
    "CREATE TABLE public.users (\n  id bigint NOT NULL,\n  email text NOT NULL,\n  full_name text,\n  age integer\n);\nALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);\n";
  const withViews = {
    ...shop,
    [`${folder}/002_view.sql`]: "CREATE VIEW v AS SELECT id FROM users;\n",
    [`${folder}/003_view.sql`]: "DROP VIEW v;\nCREATE VIEW v AS SELECT id, email FROM users;\n",
  };
  const whole = `${users}${addAge}${dropAge}${addAge}`;

  test.each<[name: string, base: Edits, edits: Edits]>([
    ["a squash with a column that came back", aged, { ...gone, [`${folder}/101_all.sql`]: whole }],
    ["a squash that is a dump", aged, { ...gone, [`${folder}/101_dump.sql`]: dump }],
    ["a dump in another folder", aged, { ...gone, "database/migrations/101_dump.sql": dump }],
    [
      "all files renumbered",
      aged,
      {
        ...gone,
        [`${folder}/101_users.sql`]: users,
        [`${folder}/102_age.sql`]: addAge,
        [`${folder}/103_drop_age.sql`]: dropAge,
        [`${folder}/104_age.sql`]: addAge,
      },
    ],
    [
      "a squash, the old files kept in an archive",
      aged,
      {
        ...gone,
        [`${folder}/101_all.sql`]: whole,
        ...Object.fromEntries(
          Object.entries(aged).flatMap(([path, text]) =>
            path.endsWith(".sql") ? [[path.replace(folder, `${folder}/archive`), text]] : [],
          ),
        ),
      },
    ],
    [
      "a view's new definition renumbered",
      withViews,
      {
        [`${folder}/003_view.sql`]: null,
        [`${folder}/004_view.sql`]: withViews[`${folder}/003_view.sql`] ?? "",
      },
    ],
    [
      "the whole folder moved, with a file in a language that cannot be read",
      {
        "a/migrations/00001_users.sql": `-- +goose Up\n${users}`,
        "a/migrations/00002_x.go": "package a\n",
      },
      {
        "a/migrations/00001_users.sql": null,
        "a/migrations/00002_x.go": null,
        "b/migrations/00001_users.sql": `-- +goose Up\n${users}`,
        "b/migrations/00002_x.go": "package a\n",
      },
    ],
  ])("%s is told as what it is", async (_name, base, edits) => {
    expect(holds(await startProject(base).judge(edits))).toEqual([]);
  });

  const again = `${folder}/003_drop_age_again.sql`;
  test.each<[name: string, base: Edits, edits: Edits, held: string]>([
    [
      "a drop under another name runs again where tools go by the name",
      aged,
      { [`${folder}/003_drop_age.sql`]: null, [again]: dropAge },
      "no-link public.users.age",
    ],
    [
      "a drop that leaves a folder which stays",
      aged,
      { [`${folder}/003_drop_age.sql`]: null, [`${folder}/extra/003_drop_age.sql`]: dropAge },
      "no-link public.users.age",
    ],
    [
      "a dropped trigger renumbered",
      {
        ...shop,
        [`${folder}/002_t.sql`]: "CREATE TRIGGER t BEFORE INSERT ON users EXECUTE FUNCTION f();\n",
        [`${folder}/003_t.sql`]: "DROP TRIGGER t ON users;\n",
        [`${folder}/004_t.sql`]: "CREATE TRIGGER t BEFORE INSERT ON users EXECUTE FUNCTION f();\n",
      },
      { [`${folder}/003_t.sql`]: null, [`${folder}/005_t.sql`]: "DROP TRIGGER t ON users;\n" },
      "no-link public.users.t",
    ],
    [
      "a folder that moved, with much beside it",
      shop,
      {
        [`${folder}/001_users.sql`]: null,
        "database/migrations/001_users.sql": users,
        "database/migrations/002_x.sql": "CREATE TABLE x (id serial);\n",
        "database/migrations/003_drop.sql": dropFullName,
      },
      "no-link public.users.full_name",
    ],
    [
      "a folder that moved, with every file edited",
      shop,
      {
        [`${folder}/001_users.sql`]: null,
        "database/migrations/0001_users.sql": `-- Edited.\n${users}`,
        "database/migrations/0002_drop.sql": dropFullName,
      },
      "no-link public.users.full_name",
    ],
    [
      "a folder that moved to a name that says nothing",
      shop,
      {
        [`${folder}/001_users.sql`]: null,
        "db/things/001_users.sql": users,
        "db/things/002_drop.sql": dropFullName,
      },
      "no-link public.users.full_name",
    ],
    [
      "a misnamed migration that never ran gets its name",
      {
        "db/migration/V1__users.sql": users,
        "db/migration/V2_drop.sql": dropFullName,
      },
      { "db/migration/V2_drop.sql": null, "db/migration/V2__drop.sql": dropFullName },
      "no-link public.users.full_name",
    ],
    [
      "a list names a migration that it did not name",
      {
        "drizzle/meta/_journal.json": journal("0000_users"),
        "drizzle/0000_users.sql": users,
        "drizzle/0001_drop.sql": dropFullName,
      },
      { "drizzle/meta/_journal.json": journal("0000_users", "0001_drop") },
      "no-link public.users.full_name",
    ],
    ...["", "-- Again.\n"].map((comment): [string, Edits, Edits, string] => [
      `a list gives an old migration a newer time, and its text ${comment === "" ? "stays" : "gets a comment"}`,
      {
        "drizzle/meta/_journal.json": journal("0000_users", "0001_drop", "0002_again"),
        "drizzle/0000_users.sql": users,
        "drizzle/0001_drop.sql": dropFullName,
        "drizzle/0002_again.sql": "ALTER TABLE users ADD COLUMN full_name text;\n",
      },
      {
        "drizzle/0001_drop.sql": `${comment}${dropFullName}`,
        "drizzle/meta/_journal.json": JSON.stringify({
          entries: [
            { tag: "0000_users", when: 0 },
            { tag: "0002_again", when: 2 },
            { tag: "0001_drop", when: 3 },
          ],
        }),
      },
      "no-link public.users.full_name",
    ]),
    [
      "a migration that its tool refused gets its marker",
      {
        "migrations/00001_users.sql": `-- +goose Up\n${users}`,
        "migrations/00003_x.sql": "-- +goose Up\nCREATE TABLE x (id serial);\n",
        "migrations/00002_drop.sql": dropFullName,
      },
      { "migrations/00002_drop.sql": `-- +goose Up\n${dropFullName}` },
      "no-link public.users.full_name",
    ],
    [
      "a repeatable migration of which only a comment changed runs again",
      { "db/migration/V1__users.sql": users, "db/migration/R__clean.sql": "TRUNCATE users;\n" },
      { "db/migration/R__clean.sql": "-- Again.\nTRUNCATE users;\n" },
      "no-link public.users",
    ],
    [
      "a file that cannot be read is edited",
      {
        "migrations/00001_users.sql": `-- +goose Up\n${users}`,
        "migrations/00002_x.go": "package a\n",
      },
      { "migrations/00002_x.go": "package b\n" },
      "unreadable-change",
    ],
  ])("%s, and is held", async (_name, base, edits, held) => {
    expect(holds(await startProject(base).judge(edits))).toEqual([held]);
  });

  test("a folder that the configuration names is followed where it moves", async () => {
    const configured = { path: folder, layout: null, dialect: null, databaseVersion: null };
    const outcome = await startProject(shop).judge(
      {
        [`${folder}/001_users.sql`]: null,
        "database/sql/001_users.sql": users,
        "database/sql/002_drop.sql": dropFullName,
      },
      { configuration: { folders: [configured] } },
    );
    expect(holds(outcome)).toEqual(["no-link public.users.full_name"]);
  });

  test("the first migration of a configured folder tells its dialect", async () => {
    const configured = { path: folder, layout: null, dialect: null, databaseVersion: null };
    const outcome = await startProject({ "README.md": "# Shop\n" }).judge(
      { [`${folder}/001_users.sql`]: users },
      { configuration: { folders: [configured] } },
    );
    expect(holds(outcome)).toEqual([]);
  });
});
