import { describe, expect, test } from "vitest";
import type { Result } from "../../src/model/verdict.ts";
import { addDisplayName, dropFullName, holds, startProject, users } from "../judge-memory.ts";
import { liveAt, type Edits } from "../memory-repository.ts";

/* Kinds of change of which no statement alone tells the harm: the code, the deployments or the other migrations do. */

const folder = "db/migrations";
const code = "export const list = 'SELECT id, email, full_name FROM users';\n";
const start: Edits = { [`${folder}/001_users.sql`]: users, "app/users.ts": code };
const stop: Edits = { "app/users.ts": code.replace(", full_name", "") };
const add: Edits = { [`${folder}/002_add.sql`]: addDisplayName };
const drop: Edits = { [`${folder}/009_drop.sql`]: dropFullName };

describe("a contract", () => {
  test("that is linked to a deployed expand passes, and without the link does not", async () => {
    const project = startProject(start);
    const number = project.merge(stop);
    expect(holds(await project.judge(drop, { body: `Expand-PR: #${number}` }))).toEqual([]);
    expect(holds(await project.judge(drop))).toEqual(["no-link public.users.full_name"]);
  });

  test("that is merged before its expand is deployed is held", async () => {
    const project = startProject(start);
    const before = project.tip();
    const body = `Expand-PR: #${project.merge(stop)}`;
    const judge = async (sha: string): Promise<readonly string[]> =>
      holds(await project.judge(drop, { body, deployments: [liveAt(sha)] }));
    expect(await judge(before)).toEqual(["not-deployed public.users.full_name"]);
    expect(await judge(project.tip())).toEqual([]);
  });

  test("of what code at the head or in production still names is held", async () => {
    const project = startProject(start);
    const body = `Expand-PR: #${project.merge(add)}`;
    const held = ["still-referenced public.users.full_name"];
    expect(holds(await project.judge(drop, { body }))).toEqual(held);
    // The head no longer names it, and what runs does.
    expect(holds(await project.judge({ ...drop, ...stop }, { body }))).toEqual(held);
  });

  test("in the pull request of its expand is held", async () => {
    const project = startProject(start);
    const both = { [`${folder}/009_both.sql`]: addDisplayName + dropFullName, ...stop };
    expect(holds(await project.judge(both))).toEqual(["mixed-phases public.users.full_name"]);
  });

  test("of what the same pull request made is none", async () => {
    const project = startProject(start);
    const both = addDisplayName + addDisplayName.replace("ADD", "DROP").replace(" text", "");
    expect(holds(await project.judge({ [`${folder}/009_both.sql`]: both }))).toEqual([]);
  });

  test("of what an earlier pull request made and nobody deployed is held", async () => {
    const project = startProject(start);
    const before = project.tip();
    project.merge(add);
    const edits = { [`${folder}/009_drop.sql`]: dropFullName.replace("full_name", "display_name") };
    expect(holds(await project.judge(edits, { deployments: [liveAt(before)] }))).toEqual([
      "no-link public.users.display_name",
    ]);
  });

  test("of the trigger of its expand passes", async () => {
    const project = startProject(start);
    const trigger =
      "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.display_name := NEW.full_name; RETURN NEW; END$$;\n" +
      "CREATE TRIGGER keep BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION keep();\n";
    const expand = project.merge({ [`${folder}/002_add.sql`]: addDisplayName + trigger });
    project.merge(stop);
    const edits = { [`${folder}/009_drop.sql`]: "DROP TRIGGER keep ON users;\n" };
    expect(holds(await project.judge(edits, { body: `Expand-PR: #${expand}` }))).toEqual([]);
    expect(holds(await project.judge(edits))).toEqual(["no-link public.users.keep"]);
  });
});

describe("the history", () => {
  const addAge = "ALTER TABLE users ADD COLUMN age int;\n";
  const flyway = startProject({
    [`${folder}/V1__users.sql`]: users,
    [`${folder}/V3__add.sql`]: addDisplayName,
  });
  const findings = ({ files }: Result): readonly string[] =>
    files.flatMap((file) => file.findings.map(({ rule }) => rule));

  test("is told where a migration that has run is edited", async () => {
    const edit = async (text: string): Promise<readonly string[]> =>
      findings(await flyway.judge({ [`${folder}/V1__users.sql`]: text }));
    expect(await edit(users.replace("full_name text", "full_name text, age int"))).toEqual([
      "edited-history",
    ]);
    expect(await edit(`-- Who may log in.\n${users}`)).toEqual([]);
  });

  test("is told where a migration sorts before one that has run", async () => {
    const insert = async (name: string): Promise<readonly string[]> =>
      findings(await flyway.judge({ [`${folder}/${name}`]: addAge }));
    expect(await insert("V2__age.sql")).toEqual(["out-of-order"]);
    expect(await insert("V4__age.sql")).toEqual([]);
  });
});
