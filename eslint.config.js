import babelParser from "@babel/eslint-parser";

/** The rooms of the pure middle: they share `model/` and `catalog/`, and know neither each other nor any input or output. */
const rooms = ["migrations", "parse", "rules", "plan", "references", "gate", "report", "windows"];
const ends = ["github", "git", "files", "deployments", "cli", "facts"];

/** Forbids a folder to import from others, whatever the number of `../` in front. */
function wall(folder, forbidden) {
  const names = forbidden.join("|");
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${names})/`,
              message: `src/${folder} may not know these folders: see CONTRIBUTING.md.`,
            },
            ...(["github", "git", "files", "deployments"].includes(folder)
              ? []
              : [
                  {
                    regex: "^node:(?!crypto|util)",
                    message: "The middle is pure: no input or output.",
                  },
                ]),
          ],
        },
      ],
    },
  };
}

export default [
  { ignores: ["dist/", "coverage/", "demo-output/", "node_modules/"] },
  {
    files: ["**/*.{js,ts}"],
    languageOptions: {
      parser: babelParser,
      parserOptions: {
        requireConfigFile: false,
        babelOptions: { presets: ["@babel/preset-typescript"] },
      },
    },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-empty": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "max-lines": ["error", { max: 400 }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/github/client.ts"],
    rules: { "no-restricted-globals": ["error", "fetch", "Date.now"] },
  },
  wall("model", ["catalog", "config", ...rooms, ...ends]),
  wall("catalog", ["config", ...rooms, ...ends]),
  ...rooms.map((room) =>
    wall(room, [
      "config",
      // An issue is written in the words of every other report.
      ...rooms.filter((other) => other !== room && !(room === "windows" && other === "report")),
      ...ends,
    ]),
  ),
  wall("github", ["catalog", "config", ...rooms, "git", "deployments", "cli", "facts"]),
  wall("git", ["catalog", "config", ...rooms, "github", "deployments", "cli", "facts"]),
  wall("files", ["catalog", "config", ...rooms, "github", "deployments", "cli", "facts"]),
  wall("deployments", ["catalog", "config", ...rooms, "git", "cli", "facts"]),
  {
    // Tables of cases: long, but there is nothing to take apart.
    files: ["test/report/samples.ts", "test/database/locks.test.ts", "test/judge-range.test.ts"],
    rules: { "max-lines": "off" },
  },
  {
    // The parser reads its own WebAssembly, which lies beside it.
    files: ["src/parse/postgresql/grammar.ts"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: [
      "bench/**/*.ts",
      "scripts/**/*.ts",
      "test/demo/**/*.ts",
      "test/database/**/*.ts",
      "test/stories/scale.test.ts",
    ],
    rules: { "no-console": "off" },
  },
];
