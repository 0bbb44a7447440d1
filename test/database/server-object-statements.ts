/** What the statements below need beside the schema that all claims share. */
export const serverObjectSchema = `
CREATE DOMAIN code AS text;
ALTER DOMAIN code ADD CONSTRAINT code_later CHECK (VALUE <> '') NOT VALID;
CREATE TABLE coded (id int PRIMARY KEY, key code);
CREATE TYPE address AS (street text, city text);
CREATE TABLE homes (id int PRIMARY KEY, home address);
CREATE TABLE unkeyed (id int);
CREATE TABLE parents (id int);
CREATE TABLE children () INHERITS (parents);
CREATE TABLE orphans (id int);
CREATE RULE note AS ON DELETE TO coded DO ALSO SELECT 1;
CREATE COLLATION german (locale = 'C');
CREATE FUNCTION mend() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER homes_mend BEFORE INSERT ON homes FOR EACH ROW EXECUTE FUNCTION mend();
CREATE PUBLICATION changes FOR TABLE coded;
`;

export const serverObjectRows = `
INSERT INTO coded VALUES (1, 'a'), (2, 'b');
INSERT INTO homes VALUES (1, ('a', 'b'));
`;

/** Run in a transaction one after the other, each undone again. */
export const serverObjectStatements = [
  "ALTER DOMAIN code ADD CONSTRAINT filled CHECK (VALUE > '')",
  "ALTER DOMAIN code ADD CONSTRAINT filled CHECK (VALUE > '') NOT VALID",
  "ALTER DOMAIN code VALIDATE CONSTRAINT code_later",
  "ALTER DOMAIN code SET NOT NULL",
  "ALTER DOMAIN code DROP NOT NULL",
  "ALTER DOMAIN code SET DEFAULT 'x'",
  "ALTER DOMAIN code DROP CONSTRAINT code_later",
  "ALTER DOMAIN code RENAME CONSTRAINT code_later TO later",
  "ALTER TYPE address ADD ATTRIBUTE zip text",
  "ALTER TYPE address DROP ATTRIBUTE city",
  "ALTER TYPE address RENAME ATTRIBUTE city TO town",
  "ALTER TYPE address ALTER ATTRIBUTE city TYPE varchar(50)",
  "ALTER TYPE address SET SCHEMA other",
  "ALTER TABLE orphans INHERIT parents",
  "ALTER TABLE children NO INHERIT parents",
  "ALTER TABLE coded REPLICA IDENTITY NOTHING",
  "CREATE RULE keep AS ON DELETE TO coded DO INSTEAD NOTHING",
  "DROP RULE note ON coded",
  "ALTER TABLE coded DISABLE RULE note",
  "ALTER RULE note ON coded RENAME TO noted",
  "ALTER POLICY own_rows ON users USING (true)",
  "CREATE PUBLICATION more FOR TABLE homes",
  "CREATE PUBLICATION more FOR TABLE homes WITH (publish = 'insert')",
  "CREATE PUBLICATION more FOR ALL TABLES",
  "CREATE PUBLICATION more FOR TABLES IN SCHEMA public",
  "CREATE PUBLICATION more FOR TABLE users (id, name) WHERE (id > 5)",
  "ALTER PUBLICATION changes ADD TABLE homes",
  "ALTER PUBLICATION changes DROP TABLE coded",
  "DROP PUBLICATION changes",
  "DROP FUNCTION mend()",
  "DROP FUNCTION mend() CASCADE",
  "ALTER FUNCTION mend() SET SCHEMA other",
  "ALTER SEQUENCE numbers SET SCHEMA other",
  // Roles belong to the whole server, so that each is made where it is needed and undone with the rest.
  "CREATE ROLE worker",
  "CREATE ROLE worker; ALTER ROLE worker NOLOGIN",
  "CREATE ROLE worker; ALTER ROLE worker SET search_path = other",
  "CREATE ROLE worker; DROP ROLE worker",
  "CREATE ROLE worker; ALTER TABLE orphans OWNER TO worker; REASSIGN OWNED BY worker TO CURRENT_USER",
  "CREATE ROLE worker; ALTER TABLE orphans OWNER TO worker; DROP OWNED BY worker",
  "ALTER SYSTEM SET work_mem = '64MB'",
  "CREATE DATABASE another",
  "CREATE COLLATION french (locale = 'C')",
  "DROP COLLATION german",
  "CREATE CAST (mood AS int) WITH INOUT",
  "CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
  // What a transaction has locked it holds while later statements run.
  "CREATE TABLE copies (id int REFERENCES teams (id)); INSERT INTO copies SELECT id FROM teams",
  "ALTER TABLE keyless ADD COLUMN d int; UPDATE keyless SET d = a",
  "ALTER TABLE keyless ADD COLUMN d int; UPDATE counted SET tag = 'b'",
  "DROP TRIGGER users_touch ON users; ALTER TABLE users VALIDATE CONSTRAINT team_later",
  "ALTER TABLE coded ADD FOREIGN KEY (id) REFERENCES unkeyed",
  "ALTER TABLE coded ADD FOREIGN KEY (id) REFERENCES unkeyed (id)",
  "ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM PUBLIC",
];
