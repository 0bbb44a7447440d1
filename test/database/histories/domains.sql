-- Types over types of another schema and of the same name.
CREATE SCHEMA shop;
CREATE DOMAIN shop.amount AS numeric(8,2);
CREATE DOMAIN shop.price AS shop.amount NOT NULL;
CREATE DOMAIN amount AS int DEFAULT 3;
CREATE DOMAIN tally AS amount;
CREATE TYPE shop.size AS ENUM ('s', 'l');
CREATE TYPE size AS ENUM ('s', 'xl');
CREATE TABLE sold (a shop.price, c amount, d shop.amount DEFAULT 1, e shop.size DEFAULT 's'::shop.size, f size[], g tally);
ALTER DOMAIN shop.amount RENAME TO sum;
ALTER TYPE shop.size RENAME VALUE 's' TO 'small';
ALTER TYPE size RENAME TO width;
ALTER DOMAIN shop.sum ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN shop.sum VALIDATE CONSTRAINT positive;
ALTER DOMAIN shop.sum RENAME CONSTRAINT positive TO above_zero;
ALTER DOMAIN shop.price DROP NOT NULL;
ALTER TABLE sold ADD COLUMN b shop.sum[];
ALTER DOMAIN shop.price SET DEFAULT 1;
ALTER DOMAIN amount DROP DEFAULT;
ALTER DOMAIN tally SET NOT NULL;
CREATE TYPE shop.address AS (street text, city text);
ALTER TYPE shop.address ADD ATTRIBUTE zip text, ALTER ATTRIBUTE street TYPE varchar(40);
ALTER TYPE shop.address DROP ATTRIBUTE city;
ALTER TYPE shop.address RENAME ATTRIBUTE zip TO code;
-- compare
ALTER DOMAIN shop.sum SET SCHEMA public;
ALTER TYPE shop.address SET SCHEMA public;
DROP DOMAIN amount CASCADE;
-- compare
DROP DOMAIN sum CASCADE;
ALTER SCHEMA shop RENAME TO store;
