import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Builds dist/ again and compares it, byte for byte, with what was there. */
const before = mkdtempSync(join(tmpdir(), "dist-"));
cpSync("dist", before, { recursive: true });
execFileSync("npm", ["run", "--silent", "build"], { stdio: ["ignore", "ignore", "inherit"] });

const names = [...new Set([...filesOf(before), ...filesOf("dist")])].sort();
const different = names.filter((name) => !same(join(before, name), join("dist", name)));
rmSync(before, { recursive: true });
if (different.length > 0) {
  console.error(
    `dist/ is not what the source builds: ${different.join(", ")}.\nRun \`npm run build\` and commit dist/.`,
  );
  process.exit(1);
}
console.log(`dist/ is what the source builds: ${names.length} files.`);

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function same(a: string, b: string): boolean {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
