import { defineConfig } from "vitest/config";
import { mutated } from "./given-mutant.ts";

export default defineConfig({
  plugins: [
    {
      name: "mutant",
      enforce: "pre",
      transform: (code, id) => ({ code: mutated(id, code), map: null }),
    },
  ],
  // A cached module would stay as it was before the mutant.
  test: {
    include: ["test/**/*.test.ts"],
    maxWorkers: 1,
    isolate: false,
    testTimeout: 60_000,
    fsModuleCache: false,
  },
});
