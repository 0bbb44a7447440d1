CREATE TYPE weekday AS ENUM ('tue', 'wed');
ALTER TYPE weekday ADD VALUE 'mon' BEFORE 'tue';
ALTER TYPE weekday ADD VALUE 'fri' AFTER 'wed';
ALTER TYPE weekday ADD VALUE 'thu' BEFORE 'fri';
ALTER TYPE weekday ADD VALUE 'sun';
ALTER TYPE weekday ADD VALUE IF NOT EXISTS 'mon' AFTER 'sun';
CREATE TABLE shifts (id int, day weekday DEFAULT 'mon', days weekday[], other weekday DEFAULT 'tue'::weekday NOT NULL);
ALTER TYPE weekday RENAME VALUE 'mon' TO 'monday';
ALTER TYPE weekday RENAME VALUE 'tue' TO 'it''s tuesday';
-- compare
CREATE DOMAIN percentage AS numeric(5,2) DEFAULT 0 CHECK (VALUE BETWEEN 0 AND 100);
CREATE DOMAIN code AS varchar(8) NOT NULL;
CREATE TYPE address AS (street text, city varchar(40));
CREATE TYPE span AS RANGE (subtype = date);
CREATE TABLE rates (
  a percentage, b code, c address, d span, e percentage[],
  f varchar(20), g numeric(12,4), h timestamptz(3), i char(5), j bit(4), k bit varying(9), l interval day to second(2),
  m time(0), n double precision, o "char", p char, q name, r numeric, s text COLLATE "C", t varchar(9) COLLATE "POSIX"
);
ALTER TABLE rates ALTER COLUMN f TYPE text COLLATE "C", ALTER COLUMN s TYPE text, ALTER COLUMN g TYPE numeric(14,4);
ALTER TABLE rates ALTER COLUMN q TYPE varchar(30) USING q::varchar(30);
ALTER TYPE address RENAME TO postal_address;
CREATE SCHEMA shared;
CREATE TYPE shared.color AS ENUM ('red');
CREATE TABLE painted (id int, color shared.color DEFAULT 'red');
ALTER DOMAIN code RENAME TO short_code;
-- compare
DROP TYPE shared.color CASCADE;
DROP DOMAIN percentage CASCADE;
CREATE TYPE level AS ENUM ('low', 'high');
CREATE TABLE graded (level level NOT NULL DEFAULT 'low');
ALTER TABLE graded ALTER COLUMN level DROP DEFAULT, ALTER COLUMN level TYPE text USING level::text, ALTER COLUMN level SET DEFAULT 'low';
DROP TYPE level;
-- compare
ALTER TYPE weekday RENAME TO day_of_week;
