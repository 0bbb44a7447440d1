import { z } from "zod";
import { dialects } from "../model/dialect.ts";
import { layoutNames } from "../model/layout.ts";
import { migrationsRun } from "../model/migrations-run.ts";
import { phases } from "../model/phase.ts";
import { deploymentSources } from "./deployment-sources.ts";
import { duration } from "./duration.ts";
import { processes } from "./processes.ts";
import { repositoryPath } from "./repository-path.ts";
import { repositories } from "./repositories.ts";
import { waivers } from "./waivers.ts";
import { windows } from "./windows.ts";

const folder = z.strictObject({
  path: repositoryPath.describe(
    "The folder of the migrations, from the repository's root. `.` is the root itself.",
  ),
  layout: z
    .enum(layoutNames)
    .optional()
    .describe(
      "The migration tool whose conventions the folder follows. Found from the files where it is left out.",
    ),
  dialect: z
    .enum(dialects)
    .optional()
    .describe(
      "The SQL dialect. Found from the tool's own files, then from the SQL, where it is left out.",
    ),
  phase: z
    .enum(phases)
    .optional()
    .describe(
      "What the folder is for: `expand` runs before the new code, `migrate` and `contract` after it or by hand. Default: every phase.",
    ),
  run: z
    .enum(migrationsRun)
    .optional()
    .describe(
      "When the folder's migrations run. Default: `migrations-run`; after-deploy for a folder of the phase migrate or contract.",
    ),
  "database-version": z
    .number()
    .positive()
    .optional()
    .describe(
      "The server's major version, such as 15 for PostgreSQL 15 or 8.4 for MySQL 8.4. For PostgreSQL, found from what the repository pins where it is left out. Default: 15, 8, 10 or 3.",
    ),
});

/** The configuration file's shape. Every key is optional; what is unknown is an error, so that a typing slip is seen. */
export const configurationSchema = z.strictObject({
  migrations: z
    .array(folder)
    .min(1)
    .optional()
    .describe("The folders of migrations. Found from the repository's files where it is left out."),
  "migrations-run": z
    .enum(migrationsRun)
    .optional()
    .describe(
      "When migrations run: before the code that they are merged with is deployed, after it, or by hand. Default: before-deploy.",
    ),
  environments: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "The environments, by name or pattern, that must all run the expand pull request before its contract may pass. Default: those of the processes, or production.",
    ),
  processes: processes
    .optional()
    .describe(
      "What rolls out on its own, by name: a contract waits for each that refers to its object.",
    ),
  soak: duration
    .optional()
    .describe("How long the expand must have been live everywhere, such as 24h. Default: no time."),
  deployments: deploymentSources
    .optional()
    .describe("Where deployments are known from. Default: those that are recorded on GitHub."),
  repositories: repositories
    .optional()
    .describe(
      "Other repositories whose code uses this schema: their pull requests may be linked. Default: none.",
    ),
  rules: z
    .record(z.string(), z.enum(["error", "warning", "off"]))
    .optional()
    .describe("Severities by rule: `error` blocks, `warning` is told, `off` says nothing."),
  mode: z
    .enum(["enforce", "observe"])
    .optional()
    .describe("`observe` says everything and holds nothing up. Default: enforce."),
  waivers: waivers.optional().describe("What people may let pass, and who."),
  windows: windows
    .optional()
    .describe(
      "Keeps an issue for each time in which an old and a new shape live side by side. It needs the permission issues: write. Default: false.",
    ),
  "safe-functions": z
    .array(
      z
        .string()
        .regex(
          /^(?:[a-z_][\w$]*\.)?[a-z_][\w$]*$/,
          "is not a function's name in lower case, such as my_schema.audit_table",
        ),
    )
    .optional()
    .describe(
      "Functions of PostgreSQL that migrations may call though what they do is not known: `schema.name`, or `name` for one in public.",
    ),
  ignore: z
    .array(z.string().min(1))
    .optional()
    .describe("Globs of paths that are never read as migrations."),
  references: z
    .strictObject({
      ignore: z
        .array(z.string().min(1))
        .optional()
        .describe("Globs of paths whose code is not searched for what a contract change removes."),
    })
    .optional()
    .describe("How code is searched for what a contract change removes."),
});
