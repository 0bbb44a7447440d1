import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "rolldown";

/** Writes the licences of all packages that the bundle holds to `licenses.txt`; a package without one fails the build. */
export function bundleLicenses(): Plugin {
  return {
    name: "bundle-licenses",
    generateBundle(_options, bundle) {
      const packages = new Map<string, string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const id of chunk.moduleIds) {
          const folder = packageFolder(id);
          if (folder !== null) packages.set(...describePackage(folder));
        }
      }
      // Its WebAssembly is copied, and read by a loader of our own: no module of it is in a chunk.
      packages.set(...describePackage("node_modules/libpg-query"));
      const source = [...packages]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, text]) => text)
        .join("\n");
      this.emitFile({ type: "asset", fileName: "licenses.txt", source });
    },
  };
}

function packageFolder(id: string): string | null {
  const path = id.replace(/^\0/, "").split("?")[0] ?? "";
  if (!path.includes("node_modules")) return null;
  for (let folder = dirname(path); folder.includes("node_modules"); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    // Folders inside a package may have a package.json that only says `type`.
    if (existsSync(file) && "version" in JSON.parse(readFileSync(file, "utf8"))) return folder;
  }
  return null;
}

function describePackage(folder: string): readonly [string, string] {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  if (license === undefined && file === undefined) throw new Error(`${name} states no licence.`);
  const text =
    file === undefined
      ? ""
      : readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return [name, `${name} ${version} (${license ?? "see below"})\n\n${text}\n\n${"-".repeat(80)}\n`];
}
