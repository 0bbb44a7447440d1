import { describe, expect, test } from "vitest";
import type { Reason, ReasonCode } from "../../src/model/reason.ts";
import { reasonCodes } from "../../src/model/reason.ts";
import { renderStatus } from "../../src/report/status.ts";
import * as samples from "./samples.ts";

describe("the commit status", () => {
  test.each([
    ["noMigrations", "success", "No migrations in this pull request"],
    ["additivePass", "success", "2 additive changes; running code keeps working"],
    ["passingContract", "success", "Contract of #118 is safe: live in production since 9 May"],
    ["waitingContract", "pending", "Waiting for #118 to be deployed to production-workers"],
    ["blockedRename", "failure", "Renames users.full_name in one step: split it (see comment)"],
    [
      "blockedDrop",
      "failure",
      "Drops users.full_name: name the pull request that made it unused (Expand-PR: #…)",
    ],
    [
      "blockedOperation",
      "failure",
      "Creates index users_email_idx, which blocks writes: see comment for the safe way (and 1 more)",
    ],
    [
      "manyChanges",
      "failure",
      "Drops users.legacy_column_0: name the pull request that made it unused (Expand-PR: #…) (and 499 more)",
    ],
  ] as const)("of %s", (name, state, description) => {
    expect(renderStatus(samples[name])).toEqual({ state, description });
  });

  test("names the cause of an error", () => {
    const error = "Could not read deployments: the token lacks `deployments: read`.";
    expect(renderStatus(samples.makeResult({ verdict: "error", error }))).toEqual({
      state: "error",
      description: "Could not read deployments: the token lacks deployments: read.",
    });
  });

  test("keeps the next step when the name is long", () => {
    const object = `public.${"very_long_table_name_".repeat(6)}.${"and_column_".repeat(9)}`;
    const [reason] = samples.blockedDrop.reasons;
    const file = samples.blockedDrop.files[0];
    const one = file?.statements[0];
    const change = one?.changes[0];
    if (reason === undefined || file === undefined || one === undefined || change === undefined) {
      throw new Error("the sample has no drop");
    }
    const { description } = renderStatus({
      ...samples.blockedDrop,
      reasons: [{ ...reason, object }],
      files: [{ ...file, statements: [{ ...one, changes: [{ ...change, object }] }] }],
    });
    expect(description.length).toBeLessThanOrEqual(140);
    expect(description).toMatch(
      /^Drops very_long.*…(?:column_and_)+column_: name the pull request that made it unused \(Expand-PR: #…\)$/,
    );
  });

  test("fits and hides nothing, whatever the names are", () => {
    for (const text of samples.hostileTexts) {
      for (const verdict of ["blocked", "waiting", "pass", "error"] as const) {
        const { description } = renderStatus(samples.hostileResult(text, verdict));
        expect(description.length, text).toBeLessThanOrEqual(140);
        expect(description, text).toMatch(/\S/);
        expect(description, text).not.toMatch(
          /[\p{Cc}\p{Cs}\u202a-\u202e\u200b]|[\u{10000}-\u{10ffff}]/u,
        );
      }
    }
  });

  test.each(reasonCodes)("has words for %s", (code: ReasonCode) => {
    for (const effect of ["blocked", "waiting"] as const) {
      const reason: Reason = {
        code,
        effect,
        rules: [],
        object: "public.users.full_name",
        message: "The gate's own sentence.",
        path: "db/migrations/0043_drop.sql",
        line: 1,
      };
      const { description } = renderStatus({
        ...samples.waitingContract,
        verdict: effect,
        reasons: [reason],
      });
      expect(description.length).toBeLessThanOrEqual(140);
      expect(description).toMatch(/^[A-Z#p`d]/);
      expect(description).not.toMatch(/undefined|null|`/);
    }
  });
});

describe("several links and environments", () => {
  const [entry] = samples.waitingContract.gate;
  const [reason] = samples.waitingContract.reasons;
  const deployed = entry?.evidence.at(-1);
  if (entry === undefined || reason === undefined || deployed === undefined) {
    throw new Error("the sample has no evidence");
  }
  const messages = {
    workers: "`production-workers` runs `99fe012` since 2 May 2026 08:00 UTC, from before #118",
    eu: "`production-eu` runs `99fe012` since 2 May 2026 08:00 UTC, from before #121",
  };

  test("are told together", () => {
    const { description } = renderStatus({
      ...samples.waitingContract,
      reasons: [
        { ...reason, message: messages.workers },
        { ...reason, message: messages.eu },
      ],
      gate: [
        {
          ...entry,
          link: "#118, #121",
          evidence: [
            { ...deployed, message: messages.workers },
            { ...deployed, environment: "production-eu", message: messages.eu },
          ],
        },
      ],
    });
    expect(description).toBe(
      "Waiting for #118 and #121 to be deployed to production-workers and production-eu",
    );
  });

  test("only the one at fault is named", () => {
    const { description } = renderStatus({
      ...samples.waitingContract,
      verdict: "blocked",
      reasons: [
        {
          ...reason,
          code: "link-not-found",
          effect: "blocked",
          message: "#121 is no pull request of this repository.",
        },
      ],
      gate: [{ ...entry, link: "#118, #121" }],
    });
    expect(description).toBe("#121 was not found: correct the Expand-PR line in the description");
  });
});
