import { expect, test } from "vitest";
import { mayHoldCommand, parseCommands } from "../../src/gate/parse-commands.ts";

test.each([
  ["/expand-contract recheck", { kind: "recheck" }],
  ["  /Expand-Contract PLAN  ", { kind: "plan" }],
  [
    "/expand-contract waive drop-column because nothing reads it",
    { kind: "waive", target: "drop-column", reason: "nothing reads it" },
  ],
  [
    "/expand-contract waive `users.full_name` because we, the owners, looked",
    { kind: "waive", target: "users.full_name", reason: "we, the owners, looked" },
  ],
  ["/expand-contract waive drop-column", { kind: "waive", target: "drop-column", reason: "" }],
  ["/expand-contract waive", { kind: "unknown", text: "waive" }],
  ["/expand-contract recheck please", { kind: "unknown", text: "recheck please" }],
  ["/expand-contract", { kind: "unknown", text: "" }],
])("%s", (body, command) => {
  expect(parseCommands(`Hello\n\n${body}\n`)).toEqual([command]);
});

test.each([
  "Please run /expand-contract recheck",
  "> /expand-contract recheck",
  "`/expand-contract recheck`",
  "```\n/expand-contract recheck\n```",
  "<!--\n/expand-contract recheck\n-->",
  "/expand-contractor recheck",
])("is no command: %j", (body) => {
  expect(parseCommands(body)).toEqual([]);
});

test("says at once that a comment holds none", () => {
  expect(mayHoldCommand("Looks good")).toBe(false);
  expect(mayHoldCommand("Fine.\n/expand-contract recheck")).toBe(true);
});

test("a comment with very many commands is cut", () => {
  expect(parseCommands("/expand-contract recheck\n".repeat(1000))).toHaveLength(20);
});
