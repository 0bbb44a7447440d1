import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PGlite, type Extensions } from "@electric-sql/pglite";
import type { Database } from "../../test/database/agreement/described-schema.ts";

/** A database that is gone when it is closed. */
export interface ScratchDatabase extends Database {
  readonly close: () => Promise<void>;
}

/** PGlite with every extension that it brings, so that a history can make those that it uses. */
export async function openDatabase(): Promise<ScratchDatabase> {
  const database = await PGlite.create({ extensions: await bundledExtensions() });
  return {
    execute: async (sql) => {
      await database.exec(sql);
    },
    query: async <Row extends object>(sql: string) => (await database.query<Row>(sql)).rows,
    close: () => database.close(),
  };
}

async function bundledExtensions(): Promise<Extensions> {
  const entry = fileURLToPath(import.meta.resolve("@electric-sql/pglite"));
  const folder = join(dirname(entry), "contrib");
  const extensions: Extensions = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
    const module: Extensions = await import(pathToFileURL(join(folder, file)).href);
    Object.assign(extensions, module);
  }
  return extensions;
}
