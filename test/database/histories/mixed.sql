CREATE TABLE users (
  id serial PRIMARY KEY,
  email varchar(255) NOT NULL UNIQUE,
  full_name text DEFAULT '',
  age int CHECK (age >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY,
  user_id int REFERENCES users ON DELETE CASCADE,
  amount numeric(10,2) NOT NULL,
  discount numeric(10,2),
  PRIMARY KEY (id),
  CHECK (discount < amount),
  CHECK (amount > 0),
  CHECK (amount < 1000000)
);
CREATE TABLE "Mixed Case" ("userId" int, "Order" text, UNIQUE ("userId", "Order"));
CREATE TABLE a_very_long_table_name_that_goes_on_and_on_for_ever (
  a_very_long_column_name_that_goes_on_and_on int UNIQUE,
  another_quite_long_column_name_indeed int CHECK (another_quite_long_column_name_indeed > 0),
  owner int REFERENCES users
);
CREATE TABLE twins (id int PRIMARY KEY UNIQUE, code text UNIQUE, UNIQUE (code));
CREATE TABLE öffentliche_straßenverkehrsordnungswidrigkeiten (größenordnungsbezeichnung_straße int UNIQUE);
CREATE INDEX ON users (email);
CREATE INDEX ON users (lower(email));
CREATE INDEX ON users (lower(email), full_name);
CREATE INDEX ON users ((age + 1), (age - 1));
CREATE INDEX ON users (email) INCLUDE (age);
CREATE INDEX ON users (email);
CREATE UNIQUE INDEX users_named_idx ON users (full_name) WHERE age > 18;
CREATE INDEX IF NOT EXISTS users_named_idx ON users (age);
ALTER TABLE users ADD COLUMN nickname varchar(20) UNIQUE CHECK (nickname <> ''), ADD COLUMN rank smallserial;
ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
ALTER TABLE users ALTER COLUMN age TYPE bigint, ALTER COLUMN full_name SET NOT NULL;
ALTER TABLE users ALTER COLUMN full_name DROP NOT NULL;
ALTER TABLE users RENAME COLUMN full_name TO display_name;
ALTER TABLE users ADD COLUMN display_upper text GENERATED ALWAYS AS (upper(display_name)) STORED;
ALTER TABLE users RENAME CONSTRAINT users_email_key TO users_email_unique;
ALTER TABLE orders ADD CONSTRAINT big CHECK (amount < 10000) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT big;
ALTER TABLE orders ADD UNIQUE (user_id, amount);
ALTER TABLE orders ADD UNIQUE (user_id, amount);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
CREATE UNIQUE INDEX orders_discount_uniq ON orders (discount);
ALTER TABLE orders ADD CONSTRAINT orders_discount_renamed UNIQUE USING INDEX orders_discount_uniq;
ALTER TABLE orders DROP CONSTRAINT orders_amount_check1;
ALTER TABLE orders RENAME TO purchases;
ALTER INDEX orders_pkey RENAME TO purchases_pkey;
CREATE INDEX ON purchases (user_id);
-- compare
CREATE SCHEMA archive;
CREATE TABLE archive.purchases (LIKE purchases);
CREATE TABLE purchases_copy (LIKE purchases);
CREATE TABLE users_copy (LIKE users, extra int);
ALTER TABLE purchases_copy SET SCHEMA archive;
ALTER TABLE twins SET SCHEMA archive;
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'happy';
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
ALTER TABLE users ADD COLUMN current_mood mood DEFAULT 'sad', ADD COLUMN moods mood[];
ALTER TYPE mood RENAME TO feeling;
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
ALTER TABLE purchases ADD COLUMN quantity positive;
CREATE VIEW user_names AS SELECT id, display_name FROM users;
CREATE VIEW short_names AS SELECT id, substr(display_name, 1, 5) AS short FROM user_names;
CREATE VIEW purchase_totals AS SELECT user_id, sum(amount) AS total FROM purchases GROUP BY user_id;
CREATE MATERIALIZED VIEW user_ages AS SELECT id, age FROM users;
CREATE UNIQUE INDEX ON user_ages (id);
CREATE TABLE events (id bigint NOT NULL, day date NOT NULL, kind text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE INDEX ON events (kind);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE INDEX events_day_named ON events (day);
ALTER TABLE events ADD COLUMN payload jsonb, ADD CONSTRAINT kind_known CHECK (kind <> '');
ALTER TABLE events RENAME COLUMN kind TO category;
ALTER TABLE events ALTER COLUMN category SET NOT NULL;
CREATE INDEX events_only ON ONLY events (category, day);
CREATE TABLE events_2025 (id bigint NOT NULL, day date NOT NULL, category text NOT NULL, payload jsonb, CONSTRAINT kind_known CHECK (category <> ''));
CREATE INDEX events_2025_own ON events_2025 (category);
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- compare
ALTER TABLE events DETACH PARTITION events_2024;
ALTER TABLE events ADD UNIQUE (day, id);
ALTER TABLE events ADD COLUMN note text;
ALTER TABLE events DROP COLUMN payload;
DROP INDEX events_day_named;
CREATE TABLE animals (id int PRIMARY KEY, name text NOT NULL, CONSTRAINT named CHECK (name <> ''));
CREATE TABLE dogs (breed text, name text) INHERITS (animals);
CREATE TABLE cats (lives int) INHERITS (animals);
ALTER TABLE animals ADD COLUMN weight real DEFAULT 1;
ALTER TABLE animals RENAME COLUMN weight TO mass;
ALTER TABLE animals ADD CHECK (mass > 0);
ALTER TABLE animals DROP COLUMN name CASCADE;
-- compare
CREATE TABLE multi (a int, b int, c int, UNIQUE (a, b), CHECK (a > b), CHECK (c > 0));
CREATE INDEX ON multi (a, c);
CREATE INDEX ON multi ((a + b));
ALTER TABLE multi DROP COLUMN b;
CREATE TABLE parents (id int PRIMARY KEY, code int UNIQUE);
CREATE TABLE children (parent_id int REFERENCES parents, code int REFERENCES parents (code));
ALTER TABLE parents DROP CONSTRAINT parents_code_key CASCADE;
ALTER TABLE parents RENAME TO elders;
-- compare
DROP TABLE elders CASCADE;
CREATE TABLE gone (id serial PRIMARY KEY, n int UNIQUE);
CREATE VIEW gone_view AS SELECT * FROM gone;
CREATE VIEW gone_view_twice AS SELECT id FROM gone_view;
DROP TABLE gone CASCADE;
CREATE TABLE gone (id int);
CREATE TABLE IF NOT EXISTS gone (other text);
CREATE TEMP TABLE scratch (id serial PRIMARY KEY);
ALTER TABLE scratch ADD COLUMN x int UNIQUE;
CREATE TEMP VIEW scratch_view AS SELECT * FROM scratch;
CREATE INDEX ON scratch (x);
CREATE SCHEMA doomed;
CREATE TABLE doomed.one (id int PRIMARY KEY);
CREATE TABLE points_at_doomed (one_id int REFERENCES doomed.one);
CREATE VIEW reads_doomed AS SELECT id FROM doomed.one;
CREATE TYPE doomed.color AS ENUM ('red');
CREATE TABLE colored (id int, c doomed.color);
-- compare
DROP SCHEMA doomed CASCADE;
-- compare
SET search_path TO archive, public;
CREATE TABLE in_archive (id int REFERENCES users);
CREATE INDEX ON in_archive (id);
ALTER TABLE users ADD COLUMN via_path int;
RESET search_path;
ALTER SCHEMA archive RENAME TO history;
CREATE SEQUENCE counter;
ALTER TABLE users ALTER COLUMN rank DROP DEFAULT;
ALTER TABLE purchases ALTER COLUMN id DROP IDENTITY;
ALTER TABLE users ALTER COLUMN created_at TYPE timestamp(3) USING created_at::timestamp;
-- compare
DROP VIEW user_names CASCADE;
ALTER TABLE users DROP COLUMN email;
ALTER VIEW purchase_totals RENAME TO totals;
ALTER TABLE totals RENAME TO purchase_sums;
CREATE INDEX CONCURRENTLY via_path_idx ON users (via_path);
DROP INDEX CONCURRENTLY via_path_idx;
CREATE VIEW taken AS SELECT 1 AS one;
CREATE TABLE IF NOT EXISTS taken (id int);
CREATE SEQUENCE IF NOT EXISTS taken;
CREATE TABLE numbered (id int GENERATED ALWAYS AS IDENTITY, n serial, code text);
CREATE TABLE numbered_child () INHERITS (numbered);
ALTER TABLE numbered ADD PRIMARY KEY (code);
ALTER TABLE numbered_child ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
ALTER TABLE numbered ALTER COLUMN n DROP IDENTITY IF EXISTS;
CREATE TABLE checked (a int);
ALTER TABLE checked ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
CREATE TABLE checked_copy (LIKE checked INCLUDING CONSTRAINTS);
CREATE TABLE checked_child () INHERITS (checked);
CREATE SCHEMA moving;
CREATE VIEW moving.first AS SELECT 1 AS one;
CREATE VIEW moving.second AS SELECT one FROM moving.first;
ALTER SCHEMA moving RENAME TO moved;
DROP VIEW moved.first CASCADE;
