import { beforeAll, describe, expect, test } from "vitest";
import { loadParsers } from "../src/facts/load-parsers.ts";
import type { Parsers } from "../src/read-statements.ts";
import { folderOf } from "./migrations/repository.ts";
import { heldBy, netEffects } from "./net-effect-cases.ts";

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers([folderOf("sql")]);
});

describe.each(netEffects)("$name", ({ history, cases }) => {
  test.each(cases)("$name", (given) => {
    expect(heldBy(history, given, parsers)).toEqual(given.holds);
  });
});
