CREATE TABLE vehicles (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'x', weight int CHECK (weight > 0));
CREATE TABLE cars (doors int, name text DEFAULT 'car') INHERITS (vehicles);
CREATE TABLE owned (owner text);
CREATE TABLE taxis (CONSTRAINT licensed CHECK (owner <> '')) INHERITS (cars, owned);
ALTER TABLE vehicles ADD COLUMN built date, ADD COLUMN owner text;
ALTER TABLE vehicles ALTER COLUMN weight SET NOT NULL;
ALTER TABLE vehicles RENAME COLUMN built TO built_on;
ALTER TABLE vehicles ADD CONSTRAINT heavy CHECK (weight < 90000) NOT VALID;
-- compare
ALTER TABLE vehicles DROP COLUMN owner;
ALTER TABLE vehicles DROP COLUMN name;
ALTER TABLE vehicles ADD COLUMN wheels int DEFAULT 4;
-- compare
DROP TABLE cars CASCADE;
