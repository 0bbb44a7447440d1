import { expect, test } from "vitest";
import { parseMemory, renderMemory } from "../../src/report/comment-memory.ts";

const head = "8c1f0e2d4b6a8c0e2f4a6b8d0c2e4f6a8b0d2c4e";

test("what is written is read again", () => {
  const memory = {
    head,
    earlier: ["4711@2026-05-03T13:00:05Z", "label@2026-05-03T13:00:09Z"],
    waivers: [{ request: "4712@2026-05-03T13:01:05Z", statements: ["0123456789abcdef"] }],
  };
  expect(parseMemory(`<!-- expand-contract -->\n${renderMemory(memory)}\n\n### Blocked`)).toEqual(
    memory,
  );
});

test("an empty memory too", () => {
  const memory = { head, earlier: [], waivers: [] };
  expect(parseMemory(renderMemory(memory))).toEqual(memory);
});

test.each([
  ["none", "### Blocked"],
  ["without its end", `<!-- expand-contract:memory ${head} |`],
  ["without a commit", "<!-- expand-contract:memory main | -->"],
  ["without the line between", `<!-- expand-contract:memory ${head} -->`],
  ["with foreign words", `<!-- expand-contract:memory ${head} <b> | -->`],
])("%s is no memory", (_, body) => {
  expect(parseMemory(body)).toBeNull();
});
