import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Extensions } from "@electric-sql/pglite";

/** Every extension that PGlite brings, so that a history can make those that it uses. */
export async function bundledExtensions(): Promise<Extensions> {
  const entry = fileURLToPath(import.meta.resolve("@electric-sql/pglite"));
  const folder = join(dirname(entry), "contrib");
  const extensions: Extensions = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
    const module: Extensions = await import(pathToFileURL(join(folder, file)).href);
    Object.assign(extensions, module);
  }
  return extensions;
}
