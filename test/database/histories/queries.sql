CREATE TYPE state AS ENUM ('open');
CREATE TABLE tickets (id bigint PRIMARY KEY, title varchar(80) NOT NULL DEFAULT 'none', price numeric(8,2), state state NOT NULL, code text COLLATE "C", tags text[]);
CREATE TABLE seats (id int GENERATED ALWAYS AS IDENTITY, ticket bigint, row_name char(2));
CREATE TABLE every_ticket AS SELECT * FROM tickets;
CREATE TABLE chosen AS SELECT t.id, title AS name, s.row_name AS "Row", price::int, NULL::timestamptz AS sold_at, 'open'::state AS kind, code
  FROM tickets t LEFT JOIN seats s ON s.ticket = t.id WHERE price > 3;
SELECT s.*, t.tags INTO selected FROM tickets t, seats s;
CREATE TABLE named (first, second) AS SELECT id, title FROM tickets WITH NO DATA;
CREATE TABLE IF NOT EXISTS named AS SELECT state FROM tickets;
CREATE TEMP TABLE scratch AS SELECT * FROM tickets;
ALTER TABLE every_ticket ALTER COLUMN id SET NOT NULL, ADD PRIMARY KEY (id);
ALTER TABLE every_ticket DROP COLUMN tags;
ALTER TABLE tickets RENAME TO tickets_old;
ALTER TABLE every_ticket RENAME TO tickets;
CREATE TABLE of_new AS TABLE tickets;
