import type { LayoutName } from "../../model/layout.ts";
import type { Layout } from "../layout.ts";
import { atlas } from "./atlas.ts";
import { code } from "./code.ts";
import { dbmate } from "./dbmate.ts";
import { diesel } from "./diesel.ts";
import { drizzle } from "./drizzle.ts";
import { flyway } from "./flyway.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { goose } from "./goose.ts";
import { graphileMigrate } from "./graphile-migrate.ts";
import { hasura } from "./hasura.ts";
import { nodePgMigrate } from "./node-pg-migrate.ts";
import { prisma } from "./prisma.ts";
import { refinery } from "./refinery.ts";
import { sql } from "./sql.ts";
import { sqitch } from "./sqitch.ts";
import { sqlMigrate } from "./sql-migrate.ts";
import { sqlx } from "./sqlx.ts";
import { supabase } from "./supabase.ts";
import { tern } from "./tern.ts";

/** Every layout by its name. */
export const layouts: Readonly<Record<LayoutName, Layout>> = {
  sql,
  flyway,
  "golang-migrate": golangMigrate,
  goose,
  dbmate,
  sqlx,
  diesel,
  refinery,
  prisma,
  drizzle,
  supabase,
  hasura,
  "node-pg-migrate": nodePgMigrate,
  "sql-migrate": sqlMigrate,
  tern,
  atlas,
  sqitch,
  "graphile-migrate": graphileMigrate,
  code,
};
