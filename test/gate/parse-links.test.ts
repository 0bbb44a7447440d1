import { describe, expect, test } from "vitest";
import { parseBodyLinks } from "../../src/gate/parse-body-links.ts";
import { parseMigrationLinks } from "../../src/gate/parse-migration-links.ts";

/** A body, and the links that count as `repository#number (object)`. */
const bodies: readonly (readonly [name: string, body: string, links: readonly string[]])[] = [
  ["one line", "Expand-PR: #12", ["#12"]],
  ["any case", "expand-pr: #12", ["#12"]],
  ["among prose and CRLF", "Drops it.\r\n\r\nExpand-PR: #12\r\nThanks", ["#12"]],
  ["in a list, bold", "- **Expand-PR:** #12", ["#12"]],
  ["several lines", "Expand-PR: #12\nExpand-PR: #13", ["#12", "#13"]],
  ["several on a line", "Expand-PR: #12, #13", ["#12", "#13"]],
  ["several in words", "Expand-PR: #12 and #13 & #14", ["#12", "#13", "#14"]],
  ["a Markdown link", "Expand-PR: [#12](https://github.com/owner/repo/pull/12)", ["#12"]],
  [
    "a Markdown link with an object, and another",
    "Expand-PR: [#12](https://github.com/owner/repo/pull/12) (users.full_name), #13",
    ["#12 (users.full_name)", "#13"],
  ],
  ["an address in angles", "Expand-PR: <https://github.com/owner/repo/pull/12>", ["owner/repo#12"]],
  ["struck through", "~~Expand-PR: #12~~", []],
  ["with an object", "Expand-PR: #12 (users.full_name)", ["#12 (users.full_name)"]],
  ["with an object in backquotes", "Expand-PR: #12 (`users.full_name`)", ["#12 (users.full_name)"]],
  ["another repository", "Expand-PR: owner/repo#12", ["owner/repo#12"]],
  ["an address", "Expand-PR: https://github.com/owner/repo/pull/12", ["owner/repo#12"]],
  [
    "an address with a tail",
    "Expand-PR: https://github.com/owner/repo/pull/12/files#diff-1",
    ["owner/repo#12"],
  ],
  ["no number", "Expand-PR: #abc", []],
  ["in the middle of a line", "See Expand-PR: #12", []],
  ["in a code fence", "```\nExpand-PR: #12\n```", []],
  ["in a fence of tildes that is never closed", "~~~\nExpand-PR: #12", []],
  ["in indented code", "Text\n\n    Expand-PR: #12", []],
  ["in an HTML comment", "<!-- Expand-PR: #12 -->", []],
  ["in an HTML comment of many lines", "<!--\n\nExpand-PR: #12\n\n-->\nExpand-PR: #13", ["#13"]],
  ["in inline code", "`\nExpand-PR: #12\n`", []],
  ["nothing", "", []],
];

describe("links in a body", () => {
  test.each(bodies)("%s", (_name, body, links) => {
    expect(parseBodyLinks(body).map(show)).toEqual(links);
  });

  test("a body of the greatest length that GitHub takes is read", () => {
    const body = `${"<!-- ".repeat(10_000)}\n\nExpand-PR: #12`.slice(0, 65_536);
    expect(parseBodyLinks(body).length).toBeLessThanOrEqual(1);
  });
});

describe("links in a migration", () => {
  test("a comment names the pull request and its line", () => {
    const text =
      "SET lock_timeout = '5s';\n-- expand-contract: expand-pr=#12\nALTER TABLE users DROP COLUMN full_name;\n";
    expect(parseMigrationLinks("db/002.sql", text)).toEqual([
      {
        repository: null,
        number: 12,
        object: null,
        source: { kind: "migration", path: "db/002.sql", line: 2 },
      },
    ]);
  });

  test.each([
    ["/* expand-contract: expand-pr=#7 */", ["#7"]],
    ["  -- Expand-Contract: Expand-PR = owner/repo#7", ["owner/repo#7"]],
    ["SELECT '-- expand-contract: expand-pr=#7';", []],
  ])("%s", (line, links) => {
    expect(parseMigrationLinks("m.sql", line).map(show)).toEqual(links);
  });
});

function show(link: ReturnType<typeof parseBodyLinks>[number]): string {
  return `${link.repository ?? ""}#${link.number}${link.object === null ? "" : ` (${link.object})`}`;
}
