import type { DeploymentSource } from "./deployment-source.ts";
import type { Dialect } from "./dialect.ts";
import type { LayoutName } from "./layout.ts";
import type { MigrationsRun } from "./migrations-run.ts";
import type { Phase } from "./phase.ts";
import type { WaiverPolicy } from "./waiver.ts";
import type { WindowPolicy } from "./window.ts";

/** One entry of `migrations:` in the configuration. What is null is found from the files. */
export interface ConfiguredFolder {
  readonly path: string;
  readonly layout: LayoutName | null;
  readonly dialect: Dialect | null;
  readonly databaseVersion: number | null;
  /** What the folder is for; absent where it carries every phase. */
  readonly phase?: Phase;
  /** When its migrations run; absent where it is as everywhere. */
  readonly run?: MigrationsRun;
}

/** One entry of `processes:`: a part of the code that rolls out on its own. Durations are in milliseconds. */
export interface ConfiguredProcess {
  readonly name: string;
  /** Globs of the code that it runs. */
  readonly paths: readonly string[];
  /** A name or pattern; its own name where the file names none. */
  readonly environment: string;
  /** How long work that old code has begun may still take; 0 means none. */
  readonly drain: number;
  /** How long a release must be out before its clients count as updated; 0 means at once. */
  readonly minimumAge: number;
}

/** The configuration of a repository, with every default filled in. */
export interface Configuration {
  /** Empty means: find them. */
  readonly folders: readonly ConfiguredFolder[];
  /** When migrations run, where their folder does not say. */
  readonly migrationsRun: MigrationsRun;
  /** Environments, by name or pattern, that must run the expand before its contract may pass, whoever runs there. */
  readonly environments: readonly string[];
  readonly processes: readonly ConfiguredProcess[];
  /** How long the expand must have been live everywhere, in milliseconds. */
  readonly soak: number;
  readonly deployments: ConfiguredDeployments;
  /** Other repositories whose pull requests may be linked. */
  readonly repositories: readonly ConfiguredRepository[];
  readonly rules: Readonly<Record<string, "error" | "warning" | "off">>;
  /** `observe`: everything is said, nothing is held up. */
  readonly mode: "enforce" | "observe";
  readonly waivers: WaiverPolicy;
  /** Null where no windows are kept. */
  readonly windows: WindowPolicy | null;
  /** Functions of PostgreSQL that migrations may call unread: `schema.name` or `name`. */
  readonly safeFunctions: readonly string[];
  /** Globs of paths that are never read as migrations. */
  readonly ignore: readonly string[];
  readonly references: {
    /** Globs of paths whose code is not searched for what a contract change removes. */
    readonly ignore: readonly string[];
  };
}

/** Another repository whose code uses this schema. */
export interface ConfiguredRepository {
  /** `owner/name` */
  readonly name: string;
  /** The branch that is deployed; null: its default branch. */
  readonly branch: string | null;
  /** Its environments, by name or pattern, that must run a linked pull request. */
  readonly environments: readonly string[];
  readonly deployments: DeploymentSource;
}

/** Where deployments are known from. */
export interface ConfiguredDeployments {
  /** For every environment that is not named below. */
  readonly standard: DeploymentSource;
  /** By environment, as it is named elsewhere in the file. */
  readonly byEnvironment: Readonly<Record<string, DeploymentSource>>;
}
