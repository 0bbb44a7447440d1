import type { Case } from "./case.ts";

type Change = Case["changes"][number];

const t = { schema: null, name: "t" };
const d = { schema: null, name: "d" };

const created = (object: string, name: string): Change => ({ kind: "create-object", object, name });
const altered = (object: string, name: string, action: string): Change => ({
  kind: "alter-object",
  object,
  name,
  action,
});
const dropped = (object: string, name: string): Change => ({ kind: "drop-object", object, name });
const renamed = (object: string, name: string): Change => ({ kind: "rename-object", object, name });
const moved = (object: string, name: string): Change => ({
  kind: "set-object-schema",
  object,
  name: { schema: null, name },
  to: "s",
});
const setting = (target: string, name: string, value: string | null): Change => ({
  kind: "change-setting",
  target,
  setting: name,
  value,
});
const domain = (action: Change): Change => ({ kind: "alter-domain", type: d, action });
const attribute = (action: Change): Change => ({
  kind: "alter-composite-type",
  type: { schema: null, name: "c" },
  attribute: "a",
  action,
});

const statements: readonly (readonly [string, ...Change[]])[] = [
  ["CREATE ROLE bob", created("role", "bob")],
  ["CREATE USER bob LOGIN", created("role", "bob")],
  [
    "ALTER ROLE bob NOLOGIN PASSWORD 'x'",
    altered("role", "bob", "nologin"),
    altered("role", "bob", "password"),
  ],
  ["ALTER ROLE bob LOGIN", altered("role", "bob", "login")],
  ["ALTER ROLE bob CONNECTION LIMIT 5", altered("role", "bob", "connection-limit")],
  ["ALTER GROUP staff ADD USER bob", { kind: "grant", target: "role staff", grantees: ["bob"] }],
  ["ALTER GROUP staff DROP USER bob", { kind: "revoke", target: "role staff", grantees: ["bob"] }],
  ["DROP ROLE IF EXISTS a, b", dropped("role", "a"), dropped("role", "b")],
  ["DROP OWNED BY bob CASCADE", { ...dropped("all owned by role", "bob"), cascade: true }],
  ["REASSIGN OWNED BY a TO b", altered("all owned by role", "a", "reassign")],
  ["ALTER ROLE a RENAME TO b", renamed("role", "a")],
  ["ALTER ROLE bob SET search_path = x, y", setting("role bob", "search_path", "x, y")],
  ["ALTER ROLE bob IN DATABASE app RESET ALL", setting("role bob in database app", "all", null)],
  ["ALTER ROLE ALL SET work_mem = '1MB'", setting("all roles", "work_mem", "1MB")],
  ["ALTER DATABASE app SET timezone TO 'UTC'", setting("database app", "timezone", "UTC")],
  ["ALTER SYSTEM RESET work_mem", setting("system", "work_mem", null)],
  ["CREATE DATABASE d", created("database", "d")],
  ["ALTER DATABASE d CONNECTION LIMIT 5", altered("database", "d", "connection-limit")],
  ["DROP DATABASE d", dropped("database", "d")],
  ["CREATE TABLESPACE d LOCATION '/x'", created("tablespace", "d")],
  ["DROP TABLESPACE d", dropped("tablespace", "d")],
  ["CREATE PUBLICATION p FOR ALL TABLES", { ...created("publication", "p"), publishes: "all" }],
  ["CREATE PUBLICATION p FOR TABLE t", { ...created("publication", "p"), publishes: [t] }],
  [
    "ALTER PUBLICATION p ADD TABLE t",
    { ...altered("publication", "p", "add-tables"), publishes: [t] },
  ],
  ["ALTER PUBLICATION p DROP TABLE t", altered("publication", "p", "drop-tables")],
  ["ALTER PUBLICATION p SET TABLE t", altered("publication", "p", "set-tables")],
  ["ALTER PUBLICATION p SET (publish = 'insert')", altered("publication", "p", "publish-less")],
  [
    "ALTER PUBLICATION p SET (publish = 'insert, update, delete, truncate')",
    altered("publication", "p", "options"),
  ],
  ["DROP PUBLICATION p", dropped("publication", "p")],
  ["CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p", created("subscription", "s")],
  ["ALTER SUBSCRIPTION s DISABLE", altered("subscription", "s", "disable")],
  ["ALTER SUBSCRIPTION s ENABLE", altered("subscription", "s", "enable")],
  ["ALTER SUBSCRIPTION s SET PUBLICATION p", altered("subscription", "s", "set-publication")],
  ["DROP SUBSCRIPTION s", dropped("subscription", "s")],
  [
    "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING",
    { kind: "create-rule", name: "r", table: t, event: "insert", instead: true, replace: false },
  ],
  ["DROP RULE r ON t", { kind: "drop-rule", name: "r", table: t }],
  ["ALTER TABLE t DISABLE RULE r", { kind: "set-rule-state", name: "r", enabled: false }],
  ["ALTER TABLE t ENABLE RULE r", { kind: "set-rule-state", name: "r", enabled: true }],
  [
    "ALTER RULE r ON t RENAME TO s",
    { kind: "alter-table-option", table: t, option: "rename-rule" },
  ],
  ["CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION f()", created("event trigger", "e")],
  ["ALTER EVENT TRIGGER e DISABLE", altered("event trigger", "e", "disable")],
  ["DROP EVENT TRIGGER e", dropped("event trigger", "e")],
  ['CREATE COLLATION c FROM "C"', created("collation", "c")],
  ["ALTER COLLATION c REFRESH VERSION", altered("collation", "c", "refresh")],
  ["DROP COLLATION s.c", dropped("collation", "s.c")],
  ["ALTER EXTENSION e UPDATE", altered("extension", "e", "update")],
  ["ALTER EXTENSION e DROP TABLE t", altered("extension", "e", "drop-member")],
  ["CREATE CAST (text AS s.m) WITH INOUT", created("cast", "(text AS s.m)")],
  ["DROP CAST (text AS s.m)", dropped("cast", "(text AS s.m)")],
  [
    "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = text, FUNCTION = f)",
    created("operator", "===(integer, text)"),
  ],
  ["DROP OPERATOR === (int, text)", dropped("operator", "===(integer, text)")],
  ["DROP OPERATOR !! (NONE, int)", dropped("operator", "!!(none, integer)")],
  [
    "CREATE OPERATOR CLASS c FOR TYPE int USING btree AS OPERATOR 1 <",
    created("operator class", "c using btree"),
  ],
  ["DROP OPERATOR CLASS c USING btree", dropped("operator class", "c using btree")],
  ["ALTER OPERATOR CLASS c USING btree RENAME TO e", renamed("operator class", "c using btree")],
  [
    "CREATE TEXT SEARCH CONFIGURATION s.c (COPY = english)",
    created("text search configuration", "s.c"),
  ],
  [
    "ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH simple",
    altered("text search configuration", "c", "mapping"),
  ],
  ["DROP TEXT SEARCH DICTIONARY c", dropped("text search dictionary", "c")],
  ["CREATE SERVER s FOREIGN DATA WRAPPER w", created("server", "s")],
  ["ALTER SERVER s OPTIONS (SET host 'x')", altered("server", "s", "options")],
  ["DROP SERVER s CASCADE", { ...dropped("server", "s"), cascade: true }],
  ["CREATE USER MAPPING FOR bob SERVER s", created("user mapping", "bob on s")],
  ["DROP USER MAPPING FOR bob SERVER s", dropped("user mapping", "bob on s")],
  ["DROP TRANSFORM FOR x LANGUAGE plpgsql", dropped("transform", "for x language plpgsql")],
  ["CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM f", created("conversion", "c")],
  ["CREATE ACCESS METHOD a TYPE INDEX HANDLER h", created("access method", "a")],
  [
    "IMPORT FOREIGN SCHEMA a LIMIT TO (t) FROM SERVER s INTO d",
    { kind: "create-table", table: { schema: "d", name: "t" }, fromQuery: true },
  ],
  ["IMPORT FOREIGN SCHEMA a FROM SERVER s INTO d", created("foreign schema", "a of s")],
  ["ALTER TYPE t SET SCHEMA s", moved("type", "t")],
  ["ALTER FUNCTION f(int) SET SCHEMA s", moved("function", "f")],
  ["ALTER SEQUENCE q SET SCHEMA s", moved("sequence", "q")],
  ["ALTER EXTENSION e SET SCHEMA s", moved("extension", "e")],
  [
    "ALTER POLICY p ON t TO web USING (true)",
    { kind: "alter-policy", table: t, name: "p", roles: ["web"], check: null },
  ],
  ["ALTER DOMAIN d SET NOT NULL", domain({ do: "set-not-null" })],
  ["ALTER DOMAIN d ADD CONSTRAINT c NOT NULL", domain({ do: "set-not-null" })],
  ["ALTER DOMAIN d DROP NOT NULL", domain({ do: "drop-not-null" })],
  ["ALTER DOMAIN d SET DEFAULT 5", domain({ do: "set-default", default: { sql: "5" } })],
  ["ALTER DOMAIN d DROP DEFAULT", domain({ do: "drop-default" })],
  [
    "ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID",
    domain({ do: "add-constraint", constraint: { type: "check", notValid: true } }),
  ],
  ["ALTER DOMAIN d VALIDATE CONSTRAINT c", domain({ do: "validate-constraint", name: "c" })],
  ["ALTER DOMAIN d DROP CONSTRAINT c", domain({ do: "drop-constraint", name: "c" })],
  [
    "ALTER DOMAIN d RENAME CONSTRAINT c TO e",
    domain({ do: "rename-constraint", name: "c", to: "e" }),
  ],
  ["ALTER TYPE c ADD ATTRIBUTE a int", attribute({ do: "add", type: { name: "int4" } })],
  ["ALTER TYPE c DROP ATTRIBUTE IF EXISTS a", attribute({ do: "drop", ifExists: true })],
  ["ALTER TYPE c ALTER ATTRIBUTE a TYPE text", attribute({ do: "change-type" })],
  ["ALTER TYPE c RENAME ATTRIBUTE a TO b", attribute({ do: "rename", to: "b" })],
  ["ALTER TYPE e ADD VALUE 'b' BEFORE 'c'", { position: { before: "c" } }],
  ["ALTER TYPE e ADD VALUE 'b' AFTER 'a'", { position: { after: "a" } }],
  ["ALTER TABLE t INHERIT d", { kind: "set-inheritance", table: t, parent: d, inherits: true }],
  ["ALTER TABLE t NO INHERIT d", { kind: "set-inheritance", inherits: false }],
  ["ALTER TABLE t OF c", { kind: "alter-table-option", option: "row-type" }],
  [
    "ALTER TABLE t REPLICA IDENTITY NOTHING",
    { kind: "alter-table-option", option: "replica-identity-nothing" },
  ],
  [
    "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION s.f()",
    { kind: "create-trigger", function: { schema: "s", name: "f" } },
  ],
];

export const serverObjectCases: readonly Case[] = statements.map(([sql, ...changes]) => ({
  sql,
  changes,
}));
