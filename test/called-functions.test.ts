import { describe, expect, test } from "vitest";
import { judgeSql } from "./rules/judge-sql.ts";

const schema = `
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE events (id int, at date) PARTITION BY RANGE (at);
  CREATE TABLE orders (id int PRIMARY KEY);
  CREATE FUNCTION tidy() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; RETURN 1; END $$;
  CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN abs(-1); END $$;
`;

async function kindsOf(change: string, history = schema): Promise<readonly string[]> {
  const given = { dialect: "postgresql", version: 16, transaction: false } as const;
  const judged = await judgeSql({ ...given, schema: history, change });
  return judged.map(({ change: found, object }) =>
    found.kind === "unknown" ? found.reason : `${found.kind} ${object ?? ""}`,
  );
}

const gone = "drop-table public.orders";

describe("the body of a function runs wherever a statement evaluates it", () => {
  test.each([
    "SELECT tidy()",
    "INSERT INTO users VALUES (tidy(), 'a')",
    "INSERT INTO users SELECT tidy(), name FROM users",
    "INSERT INTO users VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET id = tidy()",
    "INSERT INTO users VALUES (1, 'a') RETURNING tidy()",
    "UPDATE users SET id = tidy() WHERE id = 1",
    "UPDATE users SET name = 'a' WHERE id = tidy()",
    "DELETE FROM users WHERE id = tidy()",
    "DELETE FROM users USING (SELECT tidy() AS id) one WHERE users.id = one.id",
    "MERGE INTO users USING (SELECT 1 AS id) one ON users.id = one.id WHEN MATCHED THEN UPDATE SET id = tidy()",
    "WITH gone AS (DELETE FROM users WHERE id = tidy() RETURNING id) SELECT * FROM gone",
    "ALTER TABLE users ADD COLUMN rank int DEFAULT tidy()",
    "ALTER TABLE users ADD COLUMN rank int GENERATED ALWAYS AS (tidy()) STORED",
    "ALTER TABLE users ADD CONSTRAINT ranked CHECK (id > tidy())",
    "ALTER TABLE users ALTER COLUMN name TYPE int USING tidy()",
    "CREATE INDEX CONCURRENTLY ranks ON users ((id + tidy()))",
    "CREATE TABLE ranks AS SELECT id, tidy() AS rank FROM users",
    "CREATE MATERIALIZED VIEW ranks AS SELECT id, tidy() AS rank FROM users",
    "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01'::date + tidy()) TO ('2025-01-01')",
    "COPY (SELECT tidy() FROM users) TO STDOUT",
    "EXPLAIN ANALYZE UPDATE users SET id = tidy()",
    "PREPARE change AS UPDATE users SET id = tidy(); EXECUTE change",
    "PREPARE change AS UPDATE users SET id = $1; EXECUTE change (tidy())",
    "DO $$ DECLARE n int := tidy(); BEGIN NULL; END $$",
    "DO $$ BEGIN UPDATE users SET id = tidy(); END $$",
  ])("%s", async (change) => {
    expect(await kindsOf(`${change};`)).toContain(gone);
  });

  test.each([
    "EXPLAIN UPDATE users SET id = tidy()",
    "PREPARE change AS UPDATE users SET id = tidy()",
    "UPDATE users SET id = one()",
  ])("but not by %s", async (change) => {
    expect(await kindsOf(`${change};`)).not.toContain(gone);
  });

  test("a function that nobody knows is unknown there too", async () => {
    expect(await kindsOf("UPDATE users SET id = mystery(id) WHERE id = 1;")).toContain(
      "The function `mystery` is called, but no migration makes it, so what it does is not known.",
    );
  });

  test("a setting that a statement of rows makes is unknown", async () => {
    expect(
      await kindsOf("INSERT INTO users VALUES (1, set_config('search_path', 'a', false));"),
    ).toContain(
      "The function `set_config` is called, but no migration makes it, so what it does is not known.",
    );
  });

  test("many calls are read as one whose arguments are not known", async () => {
    const run =
      "CREATE FUNCTION run(command text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE command; RETURN 1; END $$;";
    const rows = Array.from({ length: 12 }, (_, at) => `(run('DROP TABLE t${at}'), 'a')`);
    const found = await kindsOf(`INSERT INTO users VALUES ${rows.join(", ")};`, schema + run);
    expect(found).toContain("drop-table public.t7");
    expect(found).not.toContain("drop-table public.t8");
    expect(found).toContain("EXECUTE runs SQL that is built at run time: `command`.");
  });
});

describe("a name that promises no harm", () => {
  const own = (name: string): string =>
    `CREATE FUNCTION ${name}() RETURNS uuid LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; RETURN NULL; END $$;`;

  test.each(["uuidv7", "uuid_generate_v4", "gen_random_uuid", "extensions.uuid_nil"])(
    "is no promise where the pull request makes `%s`",
    async (name) => {
      expect(await kindsOf(`${own(name)} SELECT ${name}();`)).toContain(gone);
      expect(await kindsOf(`${own(name)} UPDATE users SET name = ${name}();`)).toContain(gone);
      expect(await kindsOf(`${own(name)} DO $$ BEGIN PERFORM ${name}(); END $$;`)).toContain(gone);
    },
  );

  test("the server's own schema is searched first, and cannot be taken", async () => {
    expect(await kindsOf(`${own("uuidv7")} SELECT pg_catalog.uuidv7();`)).not.toContain(gone);
  });

  test("a function of the history that only computes stays harmless", async () => {
    const history = `${schema} CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql AS $$ SELECT gen_random_uuid() $$;`;
    expect(await kindsOf("SELECT uuidv7();", history)).toEqual([]);
  });
});

describe("a function that takes something away is told where it is given to run later", () => {
  const functions = `
    CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; RETURN NEW; END $$;
    CREATE FUNCTION noticed() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; END $$;
    CREATE FUNCTION pair(a int, b int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; RETURN 1; END $$;`;

  test.each([
    "ALTER TABLE users ALTER COLUMN id SET DEFAULT tidy()",
    "CREATE TABLE ranks (id int DEFAULT tidy())",
    "CREATE TABLE ranks (id int CHECK (id > tidy()))",
    "CREATE TABLE ranks (id int, rank int GENERATED ALWAYS AS (tidy()) STORED)",
    "CREATE TABLE ranks (id int) PARTITION BY RANGE ((id + tidy()))",
    "CREATE VIEW ranks AS SELECT tidy()",
    "CREATE MATERIALIZED VIEW ranks AS SELECT id, tidy() AS rank FROM users WITH NO DATA",
    "CREATE TRIGGER fire BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fired()",
    "CREATE TRIGGER fire BEFORE INSERT ON users FOR EACH ROW WHEN (NEW.id > tidy()) EXECUTE FUNCTION other()",
    "CREATE EVENT TRIGGER fire ON ddl_command_end EXECUTE FUNCTION noticed()",
    "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = pair)",
    "CREATE AGGREGATE total (int) (SFUNC = pair, STYPE = int)",
    "CREATE CAST (int AS date) WITH FUNCTION pair(int, int)",
    "CREATE OPERATOR CLASS odd FOR TYPE int USING btree AS FUNCTION 1 pair(int, int)",
    "CREATE DOMAIN rank AS int CHECK (VALUE > tidy())",
    "CREATE RULE looking AS ON INSERT TO users DO ALSO SELECT tidy()",
    "CREATE POLICY own ON users USING (id > tidy())",
    "CREATE STATISTICS spread ON (id + tidy()), name FROM users",
    "CREATE FUNCTION setup() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE users ALTER id SET DEFAULT tidy(); END $$; SELECT setup()",
  ])("%s", async (change) => {
    expect(await kindsOf(`${functions} ${change};`)).toContain(gone);
  });

  const made = (body: string): string =>
    `CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NEW; END $$;`;
  const trigger =
    "CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();";

  test("also where a function that has a trigger gets another body", async () => {
    const before = `${schema} ${made("NEW.name := 'a';")} ${trigger}`;
    expect(await kindsOf(made("DROP TABLE orders;"), before)).toContain(gone);
    expect(await kindsOf(made("NEW.name := 'b';"), before)).not.toContain(gone);
    expect(await kindsOf(made("DROP TABLE orders;"))).not.toContain(gone);
  });

  test.each([
    ["writes rows", "INSERT INTO orders VALUES (1); DELETE FROM orders; TRUNCATE orders;"],
    ["makes tables", "CREATE TABLE IF NOT EXISTS orders_1 (id int);"],
    ["drops its own table", "CREATE TEMP TABLE work (id int); DROP TABLE work;"],
    ["cannot be read", "EXECUTE 'INSERT INTO ' || TG_TABLE_NAME || '_log VALUES (1)';"],
  ])("but not where it %s", async (_, body) => {
    expect(await kindsOf(made(body) + trigger)).toEqual([
      "create-function public.touch()",
      "create-trigger public.users.touch",
    ]);
  });

  test("nor where the history had it done", async () => {
    const before = `${schema} CREATE VIEW ranks AS SELECT tidy();`;
    expect(await kindsOf("ALTER TABLE orders ADD COLUMN note text;", before)).toEqual([
      "add-column public.orders.note",
    ]);
  });
});

describe("a body that stands in the statement itself", () => {
  test("is read by its statements", async () => {
    const atomic =
      "CREATE FUNCTION clear() RETURNS void BEGIN ATOMIC DELETE FROM users; DELETE FROM orders; END;";
    expect(await kindsOf(`${atomic} SELECT clear();`)).toEqual([
      "create-function public.clear()",
      "delete-rows public.users",
      "delete-rows public.orders",
    ]);
  });

  test("is read by what it returns", async () => {
    expect(await kindsOf("CREATE FUNCTION f() RETURNS int RETURN tidy(); SELECT f();")).toContain(
      gone,
    );
    expect(await kindsOf("CREATE FUNCTION f() RETURNS int RETURN abs(-1); SELECT f();")).toEqual([
      "create-function public.f()",
    ]);
  });
});

test("where several of a name could be meant, all of them that only compute are harmless", async () => {
  const made = (type: string, body: string): string =>
    `CREATE FUNCTION area(a ${type}) RETURNS int LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN 1; END $$;`;
  const harmless = made("int", "") + made("text", "");
  expect(await kindsOf("SELECT area(1);", schema + harmless)).toEqual([]);
  const harmful = made("int", "") + made("text", "DROP TABLE orders;");
  expect(await kindsOf("SELECT area(1);", schema + harmful)).toEqual([
    "The function `area` is called, and several of this name could be meant.",
  ]);
});

test("the body of a function that returns a table is read", async () => {
  const listed =
    "CREATE FUNCTION listed() RETURNS TABLE (id int, name text) LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; RETURN; END $$;";
  expect(await kindsOf("SELECT * FROM listed();", schema + listed)).toEqual([gone]);
});
