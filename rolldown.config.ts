import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig, type Plugin } from "rolldown";
import { bundleLicenses } from "./scripts/bundle-licenses.ts";

const require = createRequire(import.meta.url);

/** PostgreSQL's parser is WebAssembly, which lies beside the chunk that loads it. */
const copyWasm: Plugin = {
  name: "copy-wasm",
  writeBundle({ dir = "dist" }) {
    mkdirSync(join(dir, "chunks"), { recursive: true });
    copyFileSync(
      require.resolve("libpg-query/wasm/libpg-query.wasm"),
      join(dir, "chunks/libpg-query.wasm"),
    );
  },
};

export default defineConfig({
  input: { index: "src/action.ts", cli: "src/cli.ts" },
  platform: "node",
  preserveEntrySignatures: false,
  plugins: [copyWasm, bundleLicenses()],
  output: {
    dir: "dist",
    format: "esm",
    cleanDir: true,
    minify: true,
    // What nearly every run needs is one chunk: each file more costs half a millisecond to load.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          name: "core",
          test: /\/src\/(?:model|catalog|migrations|rules|plan|gate\/(?!parse-body)|report|facts|files|config\/defaults|parse\/(?:parser|load-parser|normalize-sql)|evaluate|time)/,
        },
      ],
    },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    banner: (chunk) => (chunk.name === "cli" ? "#!/usr/bin/env node" : ""),
  },
});
