CREATE EXTENSION btree_gist;
CREATE TABLE accounts (id int PRIMARY KEY, email text, kind text DEFAULT NULL, CONSTRAINT accounts_kind CHECK (kind IN ('a', 'b')) NO INHERIT);
CREATE TABLE transfers (
  id int, from_id int REFERENCES accounts DEFERRABLE, to_id int,
  CONSTRAINT to_account FOREIGN KEY (to_id) REFERENCES accounts (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (from_id, to_id), UNIQUE (id) DEFERRABLE,
  CHECK (from_id <> to_id), CHECK (id > 0)
);
ALTER TABLE transfers ALTER CONSTRAINT transfers_from_id_fkey NOT DEFERRABLE, ALTER CONSTRAINT to_account INITIALLY IMMEDIATE;
ALTER TABLE transfers ADD CONSTRAINT late CHECK (id < 10) NOT VALID, ADD CONSTRAINT later FOREIGN KEY (from_id) REFERENCES accounts NOT VALID;
ALTER TABLE transfers VALIDATE CONSTRAINT late;
CREATE TABLE bookings (id int, room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (id > 0));
ALTER TABLE bookings ADD CONSTRAINT apart EXCLUDE USING gist (lower(during) WITH =) ;
-- compare
ALTER TABLE accounts DROP CONSTRAINT accounts_pkey CASCADE;
ALTER TABLE accounts ADD PRIMARY KEY (email);
ALTER TABLE accounts RENAME CONSTRAINT accounts_pkey TO accounts_key;
CREATE UNIQUE INDEX accounts_id ON accounts (id);
-- compare
ALTER TABLE accounts DROP CONSTRAINT accounts_key;
ALTER TABLE accounts ADD CONSTRAINT accounts_primary PRIMARY KEY USING INDEX accounts_id;
ALTER TABLE accounts ADD CONSTRAINT accounts_has_kind CHECK (kind IS NOT NULL) NOT VALID;
ALTER TABLE accounts ALTER COLUMN email DROP NOT NULL;
CREATE TABLE notes (a int CONSTRAINT a_there NOT NULL, b int CONSTRAINT b_there CHECK (b > 0) CONSTRAINT b_once UNIQUE, c int CHECK (c > a), c2 int, CHECK (c2 > 1), CHECK (c2 > 2));
ALTER TABLE notes DROP COLUMN b;
ALTER TABLE notes RENAME COLUMN c2 TO d;
ALTER TABLE notes ADD CHECK (d > 3);
