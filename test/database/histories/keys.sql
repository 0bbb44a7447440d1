-- from PostgreSQL 18
-- Constraints of one statement whose implied names meet, and keys of partitions.
CREATE TABLE met (a int UNIQUE, b int, c int REFERENCES met (a), CONSTRAINT met_a_key CHECK (a > 0), CONSTRAINT met_c_fkey UNIQUE (b));
CREATE TABLE met_pkey (a int UNIQUE, b int, CONSTRAINT met_pkey_a_key PRIMARY KEY (b));
CREATE TABLE twice (a int, b int, UNIQUE (a), CONSTRAINT named UNIQUE (a), UNIQUE (a) DEFERRABLE, UNIQUE (b, a), UNIQUE (a, b));
CREATE TABLE needs (a int, b int, c int, d int, e int CONSTRAINT e_needed NOT NULL);
ALTER TABLE needs ADD CONSTRAINT a_needed NOT NULL a, ADD NOT NULL c, ALTER COLUMN d SET NOT NULL;
ALTER TABLE needs DROP CONSTRAINT a_needed, DROP CONSTRAINT needs_d_not_null;
ALTER TABLE needs ALTER COLUMN e DROP NOT NULL;
CREATE TABLE parts (id int, at date NOT NULL, code text, owner int, PRIMARY KEY (id, at), CONSTRAINT code_known CHECK (code <> ''), CONSTRAINT owned FOREIGN KEY (owner) REFERENCES met (a)) PARTITION BY RANGE (at);
CREATE TABLE parts_1 (id int NOT NULL, at date NOT NULL, code text, owner int, CONSTRAINT own_key PRIMARY KEY (id, at), CONSTRAINT code_known CHECK (code <> ''), CONSTRAINT owned FOREIGN KEY (owner) REFERENCES met (a), CONSTRAINT own_unique UNIQUE (at, code));
ALTER TABLE parts ATTACH PARTITION parts_1 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE parts_2 PARTITION OF parts (CONSTRAINT own_check CHECK (id > 0)) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY RANGE (at);
CREATE TABLE parts_2_a PARTITION OF parts_2 FOR VALUES FROM ('2025-01-01') TO ('2025-06-01');
ALTER TABLE parts ADD UNIQUE (at, code);
ALTER TABLE parts ADD CONSTRAINT late_unique UNIQUE (id, at, code);
CREATE UNIQUE INDEX parts_1_owner ON parts_1 (at, owner);
ALTER TABLE parts ALTER CONSTRAINT owned DEFERRABLE;
CREATE INDEX ON parts (owner);
ALTER TABLE parts RENAME CONSTRAINT late_unique TO last_unique;
ALTER TABLE parts RENAME CONSTRAINT owned TO belongs;
ALTER TABLE parts RENAME CONSTRAINT code_known TO code_there;
-- compare
ALTER TABLE parts DROP CONSTRAINT belongs;
ALTER TABLE parts DROP CONSTRAINT code_there;
ALTER TABLE parts DROP CONSTRAINT last_unique;
-- compare
CREATE SCHEMA elsewhere;
ALTER TABLE parts SET SCHEMA elsewhere;
ALTER TABLE elsewhere.parts RENAME CONSTRAINT parts_pkey TO parts_key;
DROP INDEX elsewhere.parts_owner_idx;
ALTER TABLE elsewhere.parts SET SCHEMA public;
CREATE TABLE named_null (a int CONSTRAINT named_null_check NOT NULL, b int CONSTRAINT b_there NOT NULL, c int);
ALTER TABLE named_null ALTER COLUMN a DROP NOT NULL;
ALTER TABLE named_null ADD CHECK (a > b AND b > c);
ALTER TABLE named_null ADD CONSTRAINT c_there NOT NULL c NOT VALID;
ALTER TABLE named_null VALIDATE CONSTRAINT c_there;
ALTER TABLE named_null DROP CONSTRAINT b_there;
CREATE TABLE same_names (a int, b int, CONSTRAINT one CHECK (a > 0), CONSTRAINT two UNIQUE (a, b));
CREATE TABLE same_names_child (CONSTRAINT two CHECK (a > 1)) INHERITS (same_names);
ALTER TABLE same_names DROP CONSTRAINT two;
-- compare
ALTER TABLE parts DETACH PARTITION parts_2;
ALTER TABLE met DROP CONSTRAINT met_a_key1 CASCADE;
CREATE TABLE base (id int PRIMARY KEY, a int, b int, UNIQUE (a, b), UNIQUE (a), UNIQUE (b));
CREATE TABLE pointing (x int REFERENCES base, y int REFERENCES base (a), z int REFERENCES base (b), a int, b int, FOREIGN KEY (a, b) REFERENCES base (a, b));
ALTER TABLE base DROP CONSTRAINT base_a_key CASCADE;
-- compare
ALTER TABLE base DROP CONSTRAINT base_a_b_key CASCADE;
ALTER TABLE base DROP COLUMN b CASCADE;
-- compare
ALTER TABLE base RENAME COLUMN id TO number;
