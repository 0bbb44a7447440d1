import { describe, expect, test } from "vitest";
import type { ConfiguredFolder } from "../src/model/configuration.ts";
import type { Phase } from "../src/model/phase.ts";
import type { Result } from "../src/model/verdict.ts";
import { readConfiguration } from "../src/config/read-configuration.ts";
import { renderComment } from "../src/report/comment.ts";
import { addDisplayName, dropFullName, holds, startProject, users } from "./judge-memory.ts";
import { options } from "./report/samples.ts";

function folderFor(path: string, phase: Phase): ConfiguredFolder {
  return { path, layout: null, dialect: "postgresql", databaseVersion: null, phase };
}

const configuration = {
  folders: [folderFor("db/migrate", "expand"), folderFor("db/post_migrate", "contract")],
};

const base = {
  "db/migrate/001_users.sql": users,
  "db/post_migrate/001_index.sql": "CREATE INDEX users_email ON users (email);\n",
};

/** Rule, place and severity of what is said of folders. */
function misplaced(result: Result): readonly string[] {
  return result.files.flatMap(({ path, statements }) =>
    statements.flatMap(({ changes }) =>
      changes.flatMap(({ findings }) =>
        findings
          .filter(({ rule }) => rule === "wrong-phase-folder")
          .map(({ severity, message, safeWay }) => `${path} ${severity}: ${message} ${safeWay}`),
      ),
    ),
  );
}

describe("folders for a phase", () => {
  test("a drop in the folder for the expand phase is told, and needs its link as everywhere", async () => {
    const project = startProject(base);
    const result = await project.judge(
      { "db/migrate/002_drop.sql": dropFullName },
      { configuration },
    );
    expect(holds(result)).toEqual(["no-link public.users.full_name"]);
    expect(misplaced(result)).toEqual([
      "db/migrate/002_drop.sql warning: `db/migrate` is for the expand phase, and to drop column `users.full_name` is a contract. Move it to `db/post_migrate`, which runs when the new code is live.",
    ]);
  });

  test("a drop in the folder for the contract phase needs its link, and passes with it", async () => {
    const project = startProject(base);
    const expand = project.merge({ "db/migrate/002_add.sql": addDisplayName });
    const drop = { "db/post_migrate/002_drop.sql": dropFullName };
    const alone = await project.judge(drop, { configuration });
    expect(holds(alone)).toEqual(["no-link public.users.full_name"]);
    const linked = await project.judge(drop, { configuration, body: `Expand-PR: #${expand}` });
    expect(holds(linked)).toEqual([]);
    expect(misplaced(linked)).toEqual([]);
    expect(linked.files[0]?.folderPhase).toBe("contract");
  });

  test("a new column in the folder for the contract phase comes too late", async () => {
    const result = await startProject(base).judge(
      {
        "db/post_migrate/002_add.sql":
          "ALTER TABLE users ADD COLUMN age int;\nCREATE TABLE copies (id bigint);\nDROP TABLE copies;\nCREATE INDEX CONCURRENTLY users_age ON users (age);\n",
      },
      { configuration },
    );
    expect(misplaced(result)).toEqual([
      "db/post_migrate/002_add.sql warning: `db/post_migrate` is for the contract phase, which runs after the deployment or by hand: to add column `users.age` (`integer`) there comes too late for code of the same release that uses it. Move it to `db/migrate`, which runs before the new code.",
    ]);
  });

  test("an expand and its contract in two folders of one pull request are still held", async () => {
    const result = await startProject(base).judge(
      { "db/migrate/002_add.sql": addDisplayName, "db/post_migrate/002_drop.sql": dropFullName },
      { configuration },
    );
    expect(holds(result)).toEqual(["no-link public.users.full_name"]);
  });

  test("it can be made to block, or be switched off", async () => {
    const change = { "db/post_migrate/002_add.sql": "ALTER TABLE users ADD COLUMN age int;\n" };
    const judge = (severity: "error" | "off") =>
      startProject(base).judge(change, {
        configuration: { ...configuration, rules: { "wrong-phase-folder": severity } },
      });
    expect(holds(await judge("error"))).toEqual(["unsafe-operation public.users.age"]);
    expect(misplaced(await judge("off"))).toEqual([]);
  });
});

test("the folders beside it tell the dialect of a folder that only drops", async () => {
  const files = { "db/migrate/20240101000000_users.sql": users };
  const drop = {
    "db/post_migrate/20240102000000_drop.sql": "ALTER TABLE users DROP COLUMN email;\n",
  };
  const result = await startProject(files).judge(drop);
  expect(holds(result)).toEqual(["no-link public.users.email"]);
  const mixed = {
    ...files,
    "db/mysql/20240101000000_a.sql": "CREATE TABLE a (b int) ENGINE=InnoDB;\n",
  };
  expect(holds(await startProject(mixed).judge(drop))).toEqual(["unreadable-change"]);
});

describe("the tables that the folder beside it makes are known", () => {
  const history = {
    "db/migrate/20240101000000_users.sql": users,
    "db/migrate/20240102000000_index.sql": "CREATE INDEX users_name ON users (full_name);\n",
    "db/post_migrate/20240103000000_index.sql": "CREATE INDEX users_mail ON users (email);\n",
  };
  const post = (sql: string) => ({ "db/post_migrate/20240201000000_a.sql": sql });

  test("an index that is not unique may go", async () => {
    const project = startProject(history);
    for (const name of ["users_name", "users_mail"])
      expect(holds(await project.judge(post(`DROP INDEX CONCURRENTLY ${name};\n`)))).toEqual([]);
    expect(holds(await project.judge(post("DROP INDEX CONCURRENTLY unknown;\n")))).not.toEqual([]);
  });

  test("an expand in the one folder covers the contract in the other", async () => {
    const project = startProject(history);
    const add = { "db/migrate/20240104000000_add.sql": addDisplayName };
    const expand = project.merge(add);
    const alone = await project.judge(post(dropFullName));
    expect(holds(alone)).toEqual(["no-link public.users.full_name"]);
    expect(alone.plan[0]?.title).toContain("full_name");
    const linked = await project.judge(post(dropFullName), { body: `Expand-PR: #${expand}` });
    expect(holds(linked)).toEqual([]);
  });

  test("what comes with the same pull request is there, and what it takes away still is", async () => {
    const project = startProject(history);
    const index = post("CREATE INDEX CONCURRENTLY users_age ON users (age);\n");
    const add = { "db/migrate/20240104000000_add.sql": "ALTER TABLE users ADD COLUMN age int;\n" };
    expect(holds(await project.judge({ ...add, ...index }))).toEqual([]);
    const gone = { "db/migrate/20240101000000_users.sql": null };
    const result = await project.judge({ ...gone, ...post(dropFullName) });
    expect(holds(result)).toContain("no-link public.users.full_name");
  });

  test("but not where the versions are no times, or two folders may be meant", async () => {
    const numbered = {
      ...base,
      "db/migrate/002_index.sql": "CREATE INDEX users_name ON users (full_name);\n",
    };
    const drop = "DROP INDEX CONCURRENTLY users_name;\n";
    const own = await startProject(numbered).judge({ "db/post_migrate/003_a.sql": drop });
    expect(holds(own)).not.toEqual([]);
    const two = { ...history, "db/migrations/20240101000000_a.sql": "CREATE TABLE a (b jsonb);\n" };
    expect(holds(await startProject(two).judge(post(drop)))).not.toEqual([]);
  });
});

describe("a contract that moves", () => {
  const held = {
    ...base,
    "db/post_migrate/002_drop.sql": dropFullName,
  };
  const moved = {
    "db/post_migrate/002_drop.sql": null,
    "db/migrate/002_drop.sql": dropFullName,
  };

  test("into the normal folder becomes live, configured or not", async () => {
    for (const folders of [configuration.folders, []]) {
      const result = await startProject(held).judge(moved, { configuration: { folders } });
      expect(holds(result)).toEqual(["no-link public.users.full_name"]);
    }
  });

  test("into a folder that is new becomes live, too", async () => {
    const drop = `${dropFullName}DROP INDEX CONCURRENTLY users_email;\n`;
    const result = await startProject({ "db/post_migrate/002_drop.sql": drop }).judge({
      "db/post_migrate/002_drop.sql": null,
      "db/migrations/002_drop.sql": drop,
    });
    expect(holds(result)).toContain("no-link public.users.full_name");
  });

  test("with its whole folder to another one for the phase is a move", async () => {
    const only = {
      "db/post_migrate/001_users.sql": users,
      "db/post_migrate/002_drop.sql": dropFullName,
    };
    const result = await startProject(only).judge({
      "db/post_migrate/001_users.sql": null,
      "db/post_migrate/002_drop.sql": null,
      "db/manual_migrations/001_users.sql": users,
      "db/manual_migrations/002_drop.sql": dropFullName,
    });
    expect(holds(result)).toEqual([]);
  });
});

describe("a folder named for a phase that the configuration does not name", () => {
  const pasted = async (
    files: Readonly<Record<string, string>>,
    edits: Readonly<Record<string, string>>,
    folders: readonly ConfiguredFolder[] = [],
  ): Promise<readonly (string | null)[]> => {
    const result = await startProject(files).judge(edits, { configuration: { folders } });
    const proposals = result.notices.filter(({ code }) => code === "phase-folder");
    return proposals.map(({ paste }) => paste);
  };

  test("is proposed with every folder, where the pull request touches it", async () => {
    const edits = { "db/post_migrate/002_drop.sql": dropFullName };
    const { "db/migrate/001_users.sql": _, ...post } = base;
    const [yaml] = await pasted({ ...post, "db/migrations/001_a.sql": users }, edits);
    expect(yaml).toBe(
      "migrations:\n  - path: db/migrations\n  - path: db/post_migrate\n    phase: contract",
    );
    const read = readConfiguration(yaml ?? "", "c.yml", []);
    expect(read.state === "read" && read.configuration.folders.map(({ phase }) => phase)).toEqual([
      undefined,
      "contract",
    ]);
  });

  test("is left alone where the pull request does not touch it, or the configuration names it", async () => {
    expect(await pasted(base, { "db/migrate/002_add.sql": addDisplayName })).toEqual([]);
    const edits = { "db/post_migrate/002_drop.sql": dropFullName };
    expect(await pasted(base, edits, configuration.folders)).toEqual([]);
    const { phase: _phase, ...plain } = folderFor("db/post_migrate", "contract");
    expect(await pasted(base, edits, [plain])).toEqual([]);
  });

  test("is told to be unread where the configuration lists other folders", async () => {
    const result = await startProject(base).judge(
      { "db/post_migrate/002_drop.sql": dropFullName },
      { configuration: { folders: [folderFor("db/migrate", "expand")] } },
    );
    expect(result.notices[0]?.message).toContain("so it is not read");
    expect(result.notices[0]?.paste).toBe(
      "migrations:\n  - path: db/post_migrate\n    phase: contract",
    );
    expect(renderComment(result, options)).toContain("phase: contract");
  });

  test.each([
    ["expand beside contract", "sql/expand/1_add.sql", "sql/contract/1_drop.sql", 1],
    ["contract among migrations", "db/migrations/1_a.sql", "db/migrations/contract/2_b.sql", 1],
    ["contract by itself", "app/a.ts", "legal/contract/terms.sql", 0],
    ["Bitwarden's folders", "util/DbScripts/1_a.sql", "util/DbScripts_finalization/2_b.sql", 1],
    ["a name that would have to be quoted", "a.ts", "a`b/post_migrate/1_a.sql", 0],
  ])("%s", async (_name, first, second, count) => {
    const found = await pasted({ [first]: users }, { [second]: dropFullName });
    expect(found).toHaveLength(count);
  });
});
