import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Stories wait most of their time, for the pause that GitHub asks for between writes.
    maxWorkers: 4,
    // Stories start servers and child processes; PGlite takes seconds to start.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"] },
  },
});
