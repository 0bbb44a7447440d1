import { expect, test } from "vitest";
import { applyWaivers, requestKey } from "../../src/gate/apply-waivers.ts";
import { defaultConfiguration } from "../../src/config/defaults.ts";
import type { Reason } from "../../src/model/reason.ts";
import type { WaiverPolicy, WaiverRequest } from "../../src/model/waiver.ts";
import { makeResult } from "../report/samples.ts";

const head = "8c1f0e2d4b6a8c0e2f4a6b8d0c2e4f6a8b0d2c4e";

const reason: Reason = {
  code: "no-link",
  effect: "blocked",
  object: "public.users.full_name",
  rules: ["drop-column"],
  message: "Drops it.",
  path: "db/migrations/003.sql",
  line: 1,
};

const request: WaiverRequest = {
  target: "drop-column",
  reason: "nothing reads it",
  author: "rhea",
  role: "maintain",
  at: "2026-05-03T13:00:00Z",
  editedBy: null,
  source: { kind: "comment", id: "4711", url: "https://github.com/acme/shop/pull/7#c" },
};

function apply(
  asked: Partial<WaiverRequest>,
  policy: Partial<WaiverPolicy> = {},
  reasons: readonly Reason[] = [reason],
  isOwnFile = (): boolean => true,
) {
  return applyWaivers(makeResult({ verdict: "blocked", reasons }), {
    requests: [{ ...request, ...asked }],
    policy: { ...defaultConfiguration.waivers, ...policy },
    author: "mona",
    head,
    now: "2026-05-10T12:00:00Z",
    memory: { head, earlier: [], waivers: [] },
    isOwnFile,
    fingerprint: (parts) => parts.join(),
  });
}

test.each(["drop-column", "no-link", "users.full_name", "public.users", "FULL_NAME", null])(
  "%s names it",
  (target) => {
    const { result } = apply({ target });
    expect(result.verdict).toBe("waived");
    expect(result.waivers).toMatchObject([{ author: "rhea", state: "granted" }]);
  },
);

test.each(["drop-table", "users.email", "name", "drop"])("%s does not", (target) => {
  const { result } = apply({ target });
  expect(result.verdict).toBe("blocked");
  expect(result.waivers).toMatchObject([{ state: "unused" }]);
});

test("ends when its time is over", () => {
  const day = 86_400_000;
  expect(apply({}, { expiresAfter: 8 * day }).result.verdict).toBe("waived");
  const { result } = apply({}, { expiresAfter: 6 * day });
  expect(result.verdict).toBe("blocked");
  expect(result.waivers).toMatchObject([
    { state: "refused", message: expect.stringMatching(/^it ended 9 May 2026/) },
  ]);
});

test("an author's own counts only where the configuration lets it", () => {
  expect(apply({ author: "mona" }).result.verdict).toBe("blocked");
  expect(apply({ author: "mona" }, { self: true }).result.verdict).toBe("waived");
});

test("of one of two leaves the other", () => {
  const other: Reason = { ...reason, rules: ["drop-table"], object: "public.orders" };
  const { result } = apply({}, {}, [reason, other]);
  expect(result.verdict).toBe("blocked");
  expect(result.reasons.map(({ code }) => code)).toEqual(["waived", "no-link"]);
});

test("of both halves in one merge group does not count", () => {
  const { result } = apply({ target: null }, {}, [{ ...reason, code: "same-merge-group" }]);
  expect(result.verdict).toBe("blocked");
});

test("on one pull request of a merge group is no word about what another one brought", () => {
  const { result } = apply({ target: null }, {}, [reason], () => false);
  expect(result.verdict).toBe("blocked");
});

test("what was said before the commit was judged is remembered as earlier", () => {
  const result = makeResult({ verdict: "blocked", reasons: [reason] });
  const { memory } = applyWaivers(result, {
    requests: [request],
    policy: defaultConfiguration.waivers,
    author: "mona",
    head,
    now: "2026-05-10T12:00:00Z",
    memory: null,
    isOwnFile: () => true,
    fingerprint: (parts) => parts.join(),
  });
  expect(memory).toEqual({ head, earlier: [requestKey(request)], waivers: [] });
});
