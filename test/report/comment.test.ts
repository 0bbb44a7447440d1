import { describe, expect, test } from "vitest";
import { renderComment, sameComment } from "../../src/report/comment.ts";
import { commentMarker } from "../../src/report/markers.ts";
import { renderSummary } from "../../src/report/summary.ts";
import { addressesOf, isBalanced, tagsOf, textOf, textOutsideCode, toHtml } from "./html.ts";
import { randomTexts } from "./random-text.ts";
import * as samples from "./samples.ts";

const { options } = samples;

function render(result: Parameters<typeof renderComment>[0]): string {
  return renderComment(result, options);
}

describe("the comment of a rename in one step", () => {
  const comment = render(samples.blockedRename);

  test("begins with the marker, the verdict, the harm and the next step", () => {
    expect(comment.split("\n\n").slice(0, 4)).toEqual([
      commentMarker,
      "### ⛔ Blocked: this renames `users.full_name` in one step",
      expect.stringContaining('it fails with "column does not exist" the moment this runs'),
      "**Next step:** ship step 1 in this pull request; the rest follows in their own.",
    ]);
  });

  test("lists every change with its place, its effect and its lock", () => {
    const line = (number: number) =>
      `https://github.com/acme/shop/blob/${samples.blockedRename.head}/db/migrations/0042_rename.sql#L${number}`;
    expect(comment).toContain(
      [
        "| | Change | Where | Running code | Lock |",
        "|---|---|---|---|---|",
        `| ⛔ | rename column \`users.full_name\` to \`display_name\` | [\`0042_rename.sql:3\`](${line(3)}) | breaks | ACCESS EXCLUSIVE, brief |`,
        `| ✅ | create index \`users_display_name_idx\` on \`users\` | [\`0042_rename.sql:5\`](${line(5)}) | keeps working | none that blocks |`,
      ].join("\n"),
    );
  });

  test("folds the split, with SQL that can be pasted", () => {
    expect(comment).toContain(
      "<details><summary><b>The split:</b> Rename column <code>users.full_name</code> to <code>display_name</code> in 3 pull requests</summary>",
    );
    expect(comment).toContain(
      "**1 · Expand** (this pull request): Add `display_name` beside `full_name`",
    );
    expect(comment).toContain(
      "```sql\nSET lock_timeout = '5s';\nALTER TABLE public.users ADD COLUMN display_name text;\n```",
    );
    expect(comment).toContain(
      "**3 · Contract** (a later pull request, with `Expand-PR: #…` naming this one): Drop `full_name`",
    );
  });

  test("links the rule's page and ends with the commit and the configuration", () => {
    expect(comment).toContain(`([rename-column](${samples.docs("rename-column")}))`);
    expect(comment.trimEnd().split("\n").at(-1)).toBe(
      `<sub>Judged [\`8c1f0e2\`](https://github.com/acme/shop/commit/${samples.blockedRename.head}) · configured by [\`.github/expand-contract.yml\`](https://github.com/acme/shop/blob/HEAD/.github/expand-contract.yml) · judged again on every push, deployment and edit of the description</sub>`,
    );
  });

  test.each([
    [[{ path: "compose.yml", version: 16 }], "PostgreSQL 16, as in `compose.yml`"],
    [
      [
        { path: ".tool-versions", version: 14 },
        { path: "compose.yml", version: 16 },
      ],
      "PostgreSQL 14, the lowest of `.tool-versions` (14) and `compose.yml` (16)",
    ],
    [
      ["a", "b", "c", "d", "e"].map((name) => ({ path: name, version: 16 })),
      "PostgreSQL 16, as in `a`, `b`, `c` and 2 more",
    ],
  ])("says which server it was judged by: %j", (versionPins, words) => {
    const files = samples.blockedRename.files.map((file) => ({ ...file, versionPins }));
    const foot = render({ ...samples.blockedRename, files })
      .trimEnd()
      .split("\n")
      .at(-1);
    expect(foot?.split(" · ")).toContain(words);
  });

  test("tells the harm once", () => {
    expect(comment.split("the moment this runs")).toHaveLength(2);
  });
});

describe("the comment of a contract", () => {
  test("that waits shows the evidence as a checklist with times", () => {
    const comment = render(samples.waitingContract);
    const reference = "[#118](https://github.com/acme/shop/pull/118)";
    expect(comment).toContain(
      `### ⏳ Waiting: ${reference} is not yet live in \`production-workers\`\n\nNothing to do here. This turns green by itself after the next deployment of \`production-workers\`.`,
    );
    expect(comment).toContain(
      [
        "| Drop column `users.full_name` | |",
        "|---|---|",
        `| ✅ linked | ${reference} "Add users.display\\_name", merged 3 May 2026 14:02 UTC, covers it (adds \`users.display_name\`) |`,
        `| ✅ \`production\` | \`production\` runs \`abc1234\` since 9 May 2026 09:10 UTC, which contains ${reference} |`,
        `| ✅ still there in \`production\` | nothing in what \`production\` runs takes ${reference} back |`,
        `| ⏳ \`production-workers\` | \`production-workers\` runs \`99fe012\` since 2 May 2026 08:00 UTC, from before ${reference} |`,
      ].join("\n"),
    );
    expect(comment).not.toContain("it fails with");
  });

  test("that passes is one line, the rest folded", () => {
    const comment = render(samples.passingContract);
    const [, first, ...rest] = comment.trimEnd().split("\n\n");
    expect(first).toBe(
      "✅ **Contract of [#118](https://github.com/acme/shop/pull/118) is safe: live in `production` since 9 May 2026 09:10 UTC**",
    );
    expect(rest.filter((block) => block.startsWith("<details>"))).toHaveLength(2);
    expect(comment).toContain("| safe: [#118](https://github.com/acme/shop/pull/118) is live |");
  });

  test("without a link asks for it", () => {
    const comment = render(samples.blockedDrop);
    expect(comment).toContain(
      "### ⛔ Blocked: this drops `users.full_name`, and no earlier pull request is named that made it unused",
    );
    expect(comment).toContain(
      "**Next step:** name it in this pull request's description, on a line of its own: `Expand-PR: #…`.",
    );
    expect(comment).toContain("**3 · Contract** (this pull request): Drop `full_name`");
  });
});

describe("other comments", () => {
  test("additive changes are one line and a folded table", () => {
    const blocks = render(samples.additivePass).trimEnd().split("\n\n");
    expect(blocks[1]).toBe("✅ **2 additive changes; running code keeps working**");
    expect(blocks[2]).toBe("<details><summary>2 changes in 1 file</summary>");
    expect(blocks).toHaveLength(6);
  });

  test("no migration is one line", () => {
    expect(render(samples.noMigrations).split("\n\n")[1]).toBe(
      "✅ **No migrations in this pull request**",
    );
  });

  test("an error names the thing, the cause and the next step", () => {
    const error =
      "Could not read deployments of `acme/shop`: the token lacks `deployments: read`. Add it to `permissions`.";
    const comment = render(samples.makeResult({ verdict: "error", error }));
    expect(comment).toContain(
      `### ⚠️ Could not tell: this pull request could not be judged\n\n${error}`,
    );
  });

  test("everything that blocks is told, warnings are folded", () => {
    const comment = render(samples.blockedOperation);
    expect(comment).toContain(
      "### ⛔ Blocked: this creates index `users_email_idx`, which blocks writes (and 1 more)",
    );
    expect(comment).toContain(
      "**Next step:** build it with `CONCURRENTLY`, outside a transaction.",
    );
    expect(comment).toMatch(
      /\*\*Also in the way:\*\*\n\n- \[`0044_index\.sql:4`\]\(\S+\): This statement could not be read/,
    );
    expect(comment).toMatch(/<details><summary>2 warnings<\/summary>\n\n- \[`0007_orders\.sql`\]/);
    expect(comment.split("never see the edit")).toHaveLength(2);
  });

  test("without an address nothing is linked but the rules", () => {
    const comment = renderComment(samples.waitingContract, {
      configurationPath: null,
      serverUrl: null,
      repository: null,
      recheckHint: null,
      summaryUrl: null,
      memory: null,
      hidden: [],
      isPlanOpen: false,
    });
    expect(addressesOf(toHtml(comment))).toEqual([]);
    expect(comment).toContain("### ⏳ Waiting: #118 is not yet live");
  });
});

describe("every comment", () => {
  const results = Object.entries(samples).filter(
    ([, value]) => typeof value === "object" && "verdict" in value,
  );

  test("is the same text for the same result", () => {
    for (const [name] of results) {
      const result = structuredClone(samples[name as "blockedRename"]);
      expect(render(result), name).toBe(render(samples[name as "blockedRename"]));
    }
  });

  test("is not rewritten for another run's address alone", () => {
    const again = renderComment(samples.manyChanges, {
      ...options,
      summaryUrl: "https://github.com/acme/shop/actions/runs/4712",
    });
    expect(again).not.toBe(render(samples.manyChanges));
    expect(sameComment(again, render(samples.manyChanges))).toBe(true);
    expect(sameComment(render(samples.blockedDrop), render(samples.blockedRename))).toBe(false);
    expect(render(samples.blockedRename)).not.toContain("actions/runs");
  });
});

describe("a comment that would be too long", () => {
  const comment = render(samples.manyChanges);
  const html = toHtml(comment);

  test("stays under GitHub's limit and tells what was left out, and where it is", () => {
    expect(comment.length).toBeLessThan(65_536);
    expect(Buffer.byteLength(comment)).toBeLessThan(196_608);
    expect(comment).toMatch(
      /\n\n[\d,]+ more changes left out of this table: the full text is in the \[summary of the job\]/,
    );
    expect(comment).toMatch(/\n\n\d+ phase splits left out here: the full text is in the/);
  });

  test("is never cut inside a fence, a table or a folded part", () => {
    expect(isBalanced(html)).toBe(true);
    expect(comment.match(/^```/gm)?.length ?? 0).toBe(
      2 * (comment.match(/^```sql/gm)?.length ?? 0),
    );
    for (const row of comment.split("\n").filter((line) => line.startsWith("| ⛔"))) {
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    }
  });

  test("keeps what blocks before what is fine", () => {
    expect(comment).toContain("drop column `users.legacy_column_0`");
    expect(comment).not.toContain("add column");
  });

  test("is whole in the job summary, which stays under 1 MiB", () => {
    const summary = renderSummary(samples.blockedRename, options);
    expect(summary).toContain("### ⛔ Blocked");
    expect(summary).not.toContain(commentMarker);
    const long = renderSummary(samples.manyChanges, options);
    expect(Buffer.byteLength(long)).toBeLessThan(1_048_576);
    expect(long).toContain("drop column `users.legacy_column_4990`");
    expect(long.match(/^<details>/gm)?.length).toBe(long.match(/^<\/details>/gm)?.length);
  });

  test("counts bytes in the summary", () => {
    const wide = samples.hostileResult("名".repeat(300));
    const many = { ...wide, plan: Array.from({ length: 1_000 }, () => wide.plan).flat() };
    const summary = renderSummary(many, options);
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576);
    expect(summary).toMatch(
      /phase splits left out here: the output `result` of this step has everything, as JSON\./,
    );
  });
});

describe("hostile names", () => {
  const texts = [...samples.hostileTexts, ...randomTexts(150)];

  test.each(["blocked", "waiting", "pass", "error"] as const)(
    "inject nothing into a comment that is %s",
    (verdict) => {
      const allowed = new Set(tagsOf(toHtml(render(samples.hostileResult("name", verdict)))));
      for (const text of texts) {
        const comment = render(samples.hostileResult(text, verdict));
        const html = toHtml(comment);
        expect(comment.startsWith(`${commentMarker}\n\n`), text).toBe(true);
        expect(comment.length, text).toBeLessThan(65_536);
        expect(
          tagsOf(html).filter((tag) => !allowed.has(tag)),
          text,
        ).toEqual([]);
        expect(isBalanced(html), text).toBe(true);
        expect(
          addressesOf(html).filter(
            (address) =>
              !/^https:\/\/github\.com\/(acme\/shop|expand-contract\/expand-contract)\//.test(
                address,
              ),
          ),
          text,
        ).toEqual([]);
        expect(textOutsideCode(html), text).not.toMatch(/@|#\d|:\/\/|www\./);
        expect(textOf(html), text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u200b\u202a-\u202e]/);
      }
    },
  );

  test("keep the shape of the tables", () => {
    const shape = (text: string) =>
      tagsOf(toHtml(render(samples.hostileResult(text)))).filter((tag) =>
        ["table", "tr", "td", "th", "pre", "details", "h3"].includes(tag),
      );
    for (const text of texts) expect(shape(text), text).toEqual(shape("name"));
  });
});
