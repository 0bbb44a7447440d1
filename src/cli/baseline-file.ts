import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SourceError } from "../model/source-error.ts";
import type { Baseline } from "../report/baseline.ts";

/** Where the recorded findings lie, from the folder that the command runs in. */
export const baselinePath = ".github/expand-contract-baseline.json";

/** Reads the recorded findings; null where there is no file. */
export function readBaseline(root: string): Baseline | null {
  const path = join(root, baselinePath);
  if (!existsSync(path)) return null;
  const content = parseJson(readFileSync(path, "utf8"));
  if (!isBaseline(content)) {
    throw new SourceError(
      `\`${baselinePath}\` is no baseline. Write it again with \`expand-contract baseline\`.`,
    );
  }
  return content;
}

export function writeBaseline(root: string, baseline: Baseline): void {
  const path = join(root, baselinePath);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(baseline, null, 2)}\n`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isBaseline(content: unknown): content is Baseline {
  if (typeof content !== "object" || content === null) return false;
  const { schemaVersion, findings } = content as Partial<Record<keyof Baseline, unknown>>;
  return schemaVersion === 1 && Array.isArray(findings) && findings.every(isFinding);
}

function isFinding(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "fingerprint" in value &&
    typeof value.fingerprint === "string"
  );
}
