-- from PostgreSQL 13
CREATE TABLE people (id int PRIMARY KEY, name text, born date, CONSTRAINT named UNIQUE (name));
CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES people, owner_name text REFERENCES people (name));
CREATE VIEW adults AS SELECT id, name FROM people WHERE born < now() - interval '18 years';
CREATE VIEW named_adults AS SELECT name FROM adults;
CREATE VIEW owners AS SELECT p.id, p.name AS owner, pets.id AS pet FROM people p JOIN pets ON pets.owner = p.id;
CREATE MATERIALIZED VIEW owner_counts AS SELECT owner, count(*) FROM owners GROUP BY owner;
CREATE INDEX ON owner_counts (owner);
-- compare
ALTER TABLE people DROP COLUMN born CASCADE;
ALTER TABLE people DROP CONSTRAINT named CASCADE;
ALTER VIEW owners RENAME COLUMN pet TO pet_id;
CREATE OR REPLACE VIEW owners AS SELECT p.id, p.name AS owner, pets.id AS pet_id, 1 AS one FROM people p JOIN pets ON pets.owner = p.id;
ALTER TABLE pets RENAME TO animals;
-- compare
DROP VIEW owners CASCADE;
CREATE VIEW all_people AS SELECT * FROM people;
CREATE VIEW counted AS SELECT count(*), max(name) FROM all_people;
CREATE VIEW united AS SELECT id, name FROM people UNION ALL SELECT id, 'pet' FROM animals;
CREATE VIEW with_query AS WITH people AS (SELECT id FROM animals) SELECT id FROM people;
CREATE RECURSIVE VIEW chain (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM chain WHERE n < 3;
CREATE SCHEMA reports;
CREATE VIEW reports.pets AS SELECT id FROM animals;
ALTER VIEW reports.pets SET SCHEMA public;
CREATE TABLE reports.lines (id int PRIMARY KEY, kind int);
CREATE FUNCTION reports.total() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE SEQUENCE reports.numbers;
CREATE FUNCTION reports.follow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE uses_reports (id int DEFAULT reports.total(), line int REFERENCES reports.lines, number int DEFAULT nextval('reports.numbers'));
CREATE TRIGGER followed BEFORE INSERT ON uses_reports FOR EACH ROW EXECUTE FUNCTION reports.follow();
-- compare
DROP SCHEMA reports CASCADE;
-- compare
CREATE TABLE IF NOT EXISTS animals (other int);
DROP TABLE IF EXISTS missing, uses_reports;
CREATE TABLE swapped_new (LIKE animals INCLUDING ALL);
ALTER TABLE animals RENAME TO swapped_old;
ALTER TABLE swapped_new RENAME TO animals;
CREATE TABLE generated (a int, b int GENERATED ALWAYS AS (a + 1) STORED, c int);
ALTER TABLE generated DROP COLUMN a CASCADE;
