import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";

/**
 * Supabase CLI: `supabase/migrations/20240501120000_name.sql` in the order of the names; a file is sent as one batch.
 * It refuses a migration that sorts before the newest applied one (`apps/cli-go/pkg/migration`).
 */
export const supabase: Layout = {
  name: "supabase",
  title: "the Supabase CLI",
  shape: "flat",
  identity: "version",
  mindsOrder: true,
  dialect: "postgresql",
  toolFiles: ["config.toml"],
  readName: (path) => {
    const version = /^(\d+)_[^/]*\.sql$/.exec(path)?.[1];
    if (version !== undefined) {
      return { role: "migration", key: path, version, sortKey: version, kind: "versioned" };
    }
    return /\.sql$/i.test(path)
      ? { role: "misnamed", expected: "20240501120000_description.sql" }
      : null;
  },
  readText: (text) => wholeText(text, "implicit"),
};
