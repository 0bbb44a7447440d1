import { expect, test } from "vitest";
import { addDisplayName, holds, startProject, users } from "./judge-memory.ts";
import type { Edits } from "./memory-repository.ts";

const shop = {
  "db/migrations/001_users.sql": users,
  "db/migrate/20240101000000_create_orders.rb": "create_table :orders\n",
  "app/users.rb": "class User; end\n",
};
const drop = { "db/migrate/20240501000000_drop_note.rb": "remove_column :orders, :note\n" };

const judge = async (
  edits: Edits,
  options: Parameters<ReturnType<typeof startProject>["judge"]>[1] = {},
): ReturnType<ReturnType<typeof startProject>["judge"]> => startProject(shop).judge(edits, options);

test("a migration in code is blocked, with its name and the ways out", async () => {
  const result = await judge(drop);
  expect(result.verdict).toBe("blocked");
  const [reason] = result.reasons;
  expect(reason?.code).toBe("unreadable-change");
  expect(reason?.message).toMatch(
    /`db\/migrate\/20240501000000_drop_note\.rb` is a migration in Ruby \(Rails\).*waived.*`ignore`/,
  );
});

test("beside SQL both are told", async () => {
  const result = await judge({ ...drop, "db/migrations/002_add.sql": addDisplayName });
  expect(result.files.map(({ path, layout }) => [path, layout])).toEqual([
    ["db/migrations/002_add.sql", "sql"],
    ["db/migrate/20240501000000_drop_note.rb", "code"],
  ]);
  expect(result.verdict).toBe("blocked");
});

test("an edited one is told as edited history, and cannot be read either", async () => {
  const path = "db/migrate/20240101000000_create_orders.rb";
  const result = await judge({ [path]: "create_table :orders do end\n" });
  expect(result.files[0]?.findings.map(({ rule }) => rule)).toEqual(["edited-history"]);
  expect(result.verdict).toBe("blocked");
});

test.each<[what: string, edits: Edits, rules: readonly string[]]>([
  ["deleted", { "db/migrate/20240101000000_create_orders.rb": null }, ["edited-history"]],
  [
    "moved",
    {
      "db/migrate/20240101000000_create_orders.rb": null,
      "orders/db/migrate/20240101000000_create_orders.rb": "create_table :orders\n",
    },
    ["edited-history"],
  ],
])("one that is %s runs nothing new", async (_, edits, rules) => {
  const result = await judge(edits);
  expect(result.verdict).toBe("pass");
  expect(result.files.flatMap(({ findings }) => findings).map(({ rule }) => rule)).toEqual(rules);
});

test("what its author told strong_migrations is shown as a claim, and lets nothing pass", async () => {
  const path = "db/migrate/20240501000000_drop_note.rb";
  const result = await judge({
    [path]:
      "class DropNote\n  def change\n    # safety_assured { old }\n    safety_assured { remove_column :orders, :note }\n  end\nend\n",
  });
  expect(result.verdict).toBe("blocked");
  expect(result.files[0]?.statements.map(({ acknowledgements }) => acknowledgements)).toEqual([
    [
      {
        tool: "strong-migrations",
        text: "safety_assured { remove_column :orders, :note }",
        checks: [],
        line: 4,
      },
    ],
  ]);
});

test("other code is none", async () => {
  const result = await judge({ "app/users.rb": "class User < Record; end\n" });
  expect([result.verdict, result.files]).toEqual(["pass", []]);
});

test("it is left out where the base branch's configuration says so", async () => {
  const ignored = await judge(drop, { configuration: { ignore: ["db/migrate/**"] } });
  expect(ignored.verdict).toBe("pass");
  const folder = { path: "db/migrations", layout: null, dialect: null, databaseVersion: null };
  const named = await judge(drop, { configuration: { folders: [folder] } });
  expect(named.verdict).toBe("pass");
});

test("one that a tool runs between its SQL files is told once", async () => {
  const up = "-- +goose Up\nCREATE TABLE a (id bigserial PRIMARY KEY, at timestamptz);\n";
  const project = startProject({ "migrations/00001_a.sql": up });
  const result = await project.judge({ "migrations/00002_b.go": "package migrations\n" });
  expect(holds(result).length).toBe(1);
  expect(result.files.map(({ layout }) => layout)).toEqual(["goose"]);
});
