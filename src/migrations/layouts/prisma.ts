import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";

/**
 * Prisma: a folder of any name per migration, with `migration.sql`, in the order of the folders' names. The script is
 * sent to the server as one query. `migrate deploy` runs whatever is not yet applied.
 */
export const prisma: Layout = {
  name: "prisma",
  title: "Prisma",
  shape: "folders",
  identity: "name",
  mindsOrder: false,
  dialect: null,
  toolFiles: ["migration_lock.toml", "schema.prisma"],
  readName: (path) => {
    const folder = /^([^/]+)\/migration\.sql$/.exec(path)?.[1];
    if (folder !== undefined) {
      return {
        role: "migration",
        key: folder,
        version: folder,
        sortKey: folder,
        kind: "versioned",
      };
    }
    return /^[^/]+\.sql$/i.test(path)
      ? { role: "misnamed", expected: "20240501120000_description/migration.sql" }
      : null;
  },
  readText: (text) => wholeText(text, "implicit"),
};
