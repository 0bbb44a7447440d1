import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationPath, defaultConfiguration } from "../config/defaults.ts";
import type { Configuration } from "../model/configuration.ts";
import { SourceError } from "../model/source-error.ts";
import { ruleCatalogue } from "../rules/index.ts";

/** Reads a configuration's text, or gives the defaults for null. The schema library is loaded only when it is needed. */
export async function parseConfiguration(
  text: string | null,
  path = configurationPath,
): Promise<Configuration> {
  if (text === null) return defaultConfiguration;
  const { readConfiguration } = await import("../config/read-configuration.ts");
  const read = readConfiguration(
    text,
    path,
    ruleCatalogue.map(({ id }) => id),
  );
  if (read.state === "read") return read.configuration;
  throw new SourceError(`The configuration is not valid.\n${read.problems.join("\n")}`);
}

/** The configuration on disk, for `lint`: the file named, else the usual one where it exists. */
export async function configurationOnDisk(
  root: string,
  named: string | null,
): Promise<Configuration> {
  const path = named ?? configurationPath;
  const file = join(root, path);
  if (named === null && !existsSync(file)) return defaultConfiguration;
  if (!existsSync(file)) throw new SourceError(`\`${path}\` does not exist. Correct --config.`);
  return parseConfiguration(readFileSync(file, "utf8"), path);
}
