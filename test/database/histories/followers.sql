-- from PostgreSQL 15
-- What follows a column, a table, a function or a schema that gets another name.
CREATE SCHEMA work;
CREATE TABLE people (id int PRIMARY KEY, name text, born date, note text);
CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES people (id), name text, UNIQUE (name, owner));
CREATE TABLE toys (pet text, owner int, FOREIGN KEY (pet, owner) REFERENCES pets (name, owner), person int REFERENCES people);
CREATE VIEW adults AS SELECT id, name FROM people WHERE born < '2000-01-01';
CREATE VIEW both_names AS SELECT people.name AS person, pets.name AS pet FROM people JOIN pets ON pets.owner = people.id;
CREATE VIEW all_people AS SELECT * FROM people;
CREATE VIEW few_people AS SELECT * FROM people WHERE id < 3;
CREATE VIEW from_view AS SELECT * FROM few_people;
CREATE MATERIALIZED VIEW name_counts AS SELECT name, count(*) AS many FROM people GROUP BY name;
CREATE UNIQUE INDEX name_counts_name ON name_counts (name);
CREATE FUNCTION work.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION work.touch(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION labour_double(a text) RETURNS text LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION labour_double(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION single(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
ALTER FUNCTION single(int) RENAME TO labour_double;
CREATE FUNCTION work.twice(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a * 2';
CREATE FUNCTION work.twice(a text) RETURNS text LANGUAGE sql AS 'SELECT a || a';
CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION work.touch();
CREATE TABLE work.tasks (id serial PRIMARY KEY, state text);
CREATE VIEW work.open_tasks AS SELECT id FROM work.tasks;
CREATE TYPE work.state AS ENUM ('open');
CREATE SEQUENCE work.numbers;
ALTER TABLE people RENAME COLUMN name TO called;
ALTER TABLE people RENAME COLUMN born TO birthday;
ALTER TABLE pets RENAME COLUMN owner TO person;
ALTER TABLE pets RENAME COLUMN name TO "Name";
-- compare
ALTER SCHEMA work RENAME TO labour;
ALTER MATERIALIZED VIEW name_counts RENAME TO counts;
ALTER INDEX name_counts_name RENAME TO counts_name;
ALTER TABLE people RENAME TO persons;
ALTER FUNCTION labour.twice(int) RENAME TO double;
ALTER FUNCTION labour.twice(text) SET SCHEMA public;
-- compare
ALTER TABLE persons DROP COLUMN birthday CASCADE;
DROP FUNCTION labour.touch() CASCADE;
DROP TABLE labour.tasks CASCADE;
DROP SCHEMA labour CASCADE;
-- compare
CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER kept BEFORE INSERT ON parted FOR EACH ROW EXECUTE FUNCTION keep();
CREATE TRIGGER told AFTER INSERT ON parted FOR EACH STATEMENT EXECUTE FUNCTION keep();
CREATE TRIGGER own BEFORE INSERT ON parted_1 FOR EACH ROW EXECUTE FUNCTION keep();
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY RANGE (at);
CREATE TABLE parted_2_1 PARTITION OF parted_2 FOR VALUES FROM ('2025-01-01') TO ('2025-06-01');
ALTER TRIGGER kept ON parted RENAME TO still_kept;
-- compare
DROP TRIGGER still_kept ON parted;
DROP TRIGGER told ON parted;
CREATE TRIGGER again BEFORE INSERT ON parted FOR EACH ROW EXECUTE FUNCTION keep();
ALTER TABLE parted DETACH PARTITION parted_2;
-- compare
DROP FUNCTION keep() CASCADE;
