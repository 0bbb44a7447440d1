import { expect, test } from "vitest";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { failureOf } from "../../src/catalog/would-fail.ts";
import { catalogOf, changeOf } from "./from-sql.ts";

const catalog = catalogOf(`
  create table users (id int primary key, name text, constraint named check (name <> ''));
  create table copied as select * from elsewhere;
  create table keyless (id int);
  create view names as select name from users;
  create sequence numbers;
  create index by_name on users (name);
  create type mood as enum ('sad');
  create domain short as text;
  create schema app;
  create function one(a int) returns int language sql as 'select 1';
  create trigger follow before insert on users for each row execute function one();
  create policy own on users;
`);

/* The conditions that a handler of a DO block may catch, as PostgreSQL names them. */
test.each([
  ["create table users (x int)", "duplicate_table"],
  ["create table names (x int)", "duplicate_table"],
  ["create table by_name (x int)", "duplicate_table"],
  ["create table numbers (x int)", "duplicate_table"],
  ["create table if not exists users (x int)", null],
  ["create temporary table users (x int)", null],
  ["create table notes (x int)", null],
  ["create view names as select 1", "duplicate_table"],
  ["create view users as select 1", "duplicate_table"],
  ["create or replace view names as select 1", null],
  ["create materialized view if not exists names as select 1", null],
  ["create view labels as select 1", null],
  ["create sequence numbers", "duplicate_table"],
  ["create sequence if not exists numbers", null],
  ["create sequence more", null],
  ["create index by_name on users (id)", "duplicate_table"],
  ["create index names on users (id)", "duplicate_table"],
  ["create index if not exists by_name on users (id)", null],
  ["create index on users (name)", null],
  ["create index by_id on users (id)", null],
  ["alter table users add column name text", "duplicate_column"],
  ["alter table users add column if not exists name text", null],
  ["alter table users add column age int", null],
  ["alter table users add primary key (name)", "invalid_table_definition"],
  ["alter table keyless add primary key (id)", null],
  ["alter table users add check (id > 0)", null],
  ["alter table users add constraint named check (id > 0)", "duplicate_object"],
  ["alter table users add constraint by_name check (id > 0)", null],
  ["alter table users add constraint by_name unique (id)", "duplicate_table"],
  ["alter table keyless add constraint by_name primary key (id)", "duplicate_table"],
  ["alter table users add constraint by_name exclude using gist (id with =)", "duplicate_table"],
  ["alter table users add constraint by_name unique using index by_name", null],
  ["alter table users add constraint other unique (id)", null],
  ["create type mood as enum ()", "duplicate_object"],
  ["create domain short as int", "duplicate_object"],
  ["create type state as enum ()", null],
  ["alter type mood add value 'sad'", "duplicate_object"],
  ["alter type mood add value if not exists 'sad'", null],
  ["alter type mood add value 'glad'", null],
  ["alter type short add value 'sad'", null],
  ["create function one(b integer) returns int language sql as 'select 2'", "duplicate_function"],
  ["create or replace function one(a int) returns int language sql as 'select 2'", null],
  ["create function one(a text) returns int language sql as 'select 2'", null],
  ["create function two() returns int language sql as 'select 2'", null],
  ["create trigger follow after insert on users execute function one()", "duplicate_object"],
  ["create or replace trigger follow after insert on users execute function one()", null],
  ["create trigger follow after insert on keyless execute function one()", null],
  ["create policy own on users", "duplicate_object"],
  ["create policy own on keyless", null],
  ["create schema app", "duplicate_schema"],
  ["create schema if not exists app", null],
  ["create schema other", null],
  ["alter table users rename column age to years", "undefined_column"],
  ["alter table users rename column name to label", null],
  ["alter table copied rename column age to years", null],
  ["alter table unheard_of rename column age to years", null],
  ["alter table users drop column age", "undefined_column"],
  ["alter table users drop column if exists age", null],
  ["alter table users drop column name", null],
  ["alter table copied drop column age", null],
  ["alter table unheard_of drop column age", null],
  ["drop table users", null],
])("%s: %s", (sql, expected) => {
  expect(failureOf(catalog, resolveChange(catalog, changeOf(sql)))).toBe(expected);
});
