import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { defineConfig, type Plugin } from "rolldown";
import { bundleLicenses } from "./scripts/bundle-licenses.ts";
import { eagerFunctions } from "./scripts/eager-functions.ts";

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

/**
 * An `import` of a built-in module makes Node evaluate every export of it, lazy ones too: some 10 ms for those that the
 * command line needs. Asked for by name, only what is used is evaluated. A `require` of one needs no `createRequire`.
 */
const builtins: Plugin = {
  name: "builtins",
  renderChunk(code) {
    return code
      .replaceAll(
        /^import (?:\{ ([^}]+) \}|(?:\* as )?(\w+)) from "(node:[\w/]+|[\w/]+)";$/gm,
        (statement, names: string | undefined, whole: string | undefined, id: string) => {
          if (!isBuiltin(id)) return statement;
          const bound = names === undefined ? whole : `{ ${names.replaceAll(" as ", ": ")} }`;
          return `const ${bound} = process.getBuiltinModule("${id}");`;
        },
      )
      .replaceAll(/\b__require\("(node:[\w/]+)"\)/g, (call, id: string) =>
        isBuiltin(id) ? `globalThis.process.getBuiltinModule("${id}")` : call,
      );
  },
};

/** Commander starts no program for us, and loading what could start one takes 4 ms of every run. */
const lazyChildProcess: Plugin = {
  name: "lazy-child-process",
  transform: {
    filter: { id: /\/commander\/lib\/command\.js$/ },
    handler: (code) =>
      code.replace(
        "require('node:child_process')",
        "{ get spawn() { return require('node:child_process').spawn; } }",
      ),
  },
};

/** V8 keeps a text with a letter beyond Latin-1 at two bytes for each of its letters, and reads it more slowly. */
const asciiOnly: Plugin = {
  name: "ascii-only",
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      if (/\\[\u0080-\uffff]/.test(chunk.code))
        throw new Error(`${chunk.fileName} holds a backslash before a letter that is not ASCII.`);
      chunk.code = chunk.code.replaceAll(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
    }
  },
};

export default defineConfig({
  input: { index: "src/action.ts", cli: "src/cli.ts" },
  platform: "node",
  preserveEntrySignatures: false,
  plugins: [lazyChildProcess, builtins, copyWasm, asciiOnly, bundleLicenses(), eagerFunctions()],
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
          test: /\/src\/(?:model|catalog|migrations|rules|plan|gate\/(?!parse-body|parse-commands|visible-lines)|report|facts\/load-parsers|files|config\/defaults|parse\/(?:parser|load-parser|normalize-sql)|evaluate|release|replay|read-statements|run-statement|routine-calls|left-search-path|cli\/configuration|place-name|name-pattern|time)|\/picomatch\//,
        },
      ],
    },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    banner: (chunk) => (chunk.name === "cli" ? "#!/usr/bin/env node" : ""),
  },
});
