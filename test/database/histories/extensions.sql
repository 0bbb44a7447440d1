-- from PostgreSQL 13
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION hstore;
CREATE EXTENSION "uuid-ossp";
CREATE TABLE members (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), email citext UNIQUE, extra hstore DEFAULT '', tags citext[]);
CREATE INDEX ON members USING gin (extra);
ALTER TABLE members ALTER COLUMN id SET DEFAULT gen_random_uuid();
DROP EXTENSION "uuid-ossp";
DROP EXTENSION IF EXISTS pg_trgm;
CREATE SCHEMA extensions;
CREATE EXTENSION ltree SCHEMA extensions;
CREATE TABLE paths (path extensions.ltree);
-- compare
DROP EXTENSION hstore CASCADE;
