import type { Dialect } from "./dialect.ts";
import type { LayoutName } from "./layout.ts";
import type { WaiverPolicy } from "./waiver.ts";

/** One entry of `migrations:` in the configuration. What is null is found from the files. */
export interface ConfiguredFolder {
  readonly path: string;
  readonly layout: LayoutName | null;
  readonly dialect: Dialect | null;
  readonly databaseVersion: number | null;
}

/** The configuration of a repository, with every default filled in. */
export interface Configuration {
  /** Empty means: find them. */
  readonly folders: readonly ConfiguredFolder[];
  /** Environments that must run the expand before its contract may pass. */
  readonly environments: readonly string[];
  readonly rules: Readonly<Record<string, "error" | "warning" | "off">>;
  /** `observe`: everything is said, nothing is held up. */
  readonly mode: "enforce" | "observe";
  readonly waivers: WaiverPolicy;
  /** Globs of paths that are never read as migrations. */
  readonly ignore: readonly string[];
}
