import { describe, expect, test } from "vitest";
import type { CheckJson } from "../../src/report/json-check.ts";
import { addDisplayName, atWork, dropFullName, users, type Workplace } from "./command-line.ts";

const history = { "db/migrations/001_users.sql": users, "app/users.ts": "full_name\n" };
const expand = { "db/migrations/002_add.sql": addDisplayName };
const drop = { "db/migrations/003_drop.sql": dropFullName };

/** A clone with `main`, an expand merged into it, and a branch that drops the column. */
function prepare({ git, commit }: Workplace): { readonly before: string; readonly expand: string } {
  git("init", "--quiet", "--initial-branch=main");
  const before = commit(history, "Start");
  const merged = commit(expand, "Add users.display_name");
  git("checkout", "--quiet", "-b", "contract");
  commit(drop, "Drop users.full_name");
  return { before, expand: merged };
}

async function check(workplace: Workplace, ...args: readonly string[]) {
  const { code, out, err } = await workplace.run("check", "--format", "json", ...args);
  const result = JSON.parse(out === "" ? "{}" : out) as Partial<CheckJson>;
  return { code, err, result, codes: result.reasons?.map((reason) => reason.code) };
}

describe("check judges a branch as the gate would", () => {
  test("no expand is named: 1", () =>
    atWork(async (workplace) => {
      prepare(workplace);
      const { code, codes, result } = await check(workplace);
      expect([code, result.verdict, codes]).toEqual([1, "blocked", ["no-link"]]);
      expect(result.files?.map(({ path }) => path)).toEqual(["db/migrations/003_drop.sql"]);
      expect(result.plan).toHaveLength(1);
      expect(result.head).toBe(workplace.git("rev-parse", "HEAD"));
    }));

  test("no expand is named, and one is found that may be meant: 1", () =>
    atWork(async (workplace) => {
      const { git } = workplace;
      const { expand: merged } = prepare(workplace);
      git("checkout", "--quiet", "main");
      git("mv", "db/migrations/002_add.sql", "db/migrations/002_add_name.sql");
      git("commit", "--quiet", "-m", "Rename a migration");
      git("checkout", "--quiet", "contract");
      const { code, codes, result } = await check(workplace, "--deployed", "production=main");
      expect([code, codes]).toEqual([1, ["no-link"]]);
      const line = `--expand ${merged.slice(0, 12)}`;
      expect(result.gate?.[0]?.proposal).toMatchObject({ line, isCommand: true });
      expect(result.reasons?.[0]?.message).toContain(`run the check again with \`${line}\``);
      const { out } = await workplace.run("check", "--deployed", "production=main");
      expect(out).toContain(line);
    }));

  test("an expand without a deployment waits: 1", () =>
    atWork(async (workplace) => {
      const commits = prepare(workplace);
      const { code, codes, result } = await check(workplace, "--expand", commits.expand);
      expect([code, result.verdict, codes]).toEqual([1, "waiting", ["deployment-unknown"]]);
      expect(result.reasons?.[0]?.message).toContain("--deployed production=REF");
    }));

  test("an expand that is not deployed yet waits: 1", () =>
    atWork(async (workplace) => {
      const { before, expand: merged } = prepare(workplace);
      const deployed = `production=${before}`;
      const { code, codes } = await check(workplace, "--expand", merged, "--deployed", deployed);
      expect([code, codes]).toEqual([1, ["not-deployed"]]);
    }));

  test("an expand that is deployed passes: 0", () =>
    atWork(async (workplace) => {
      const { expand: merged } = prepare(workplace);
      workplace.git("tag", "v1.2.3", merged);
      const { code, result } = await check(
        workplace,
        "--base",
        "main",
        "--head",
        "contract",
        "--expand",
        "v1.2.3",
        "--deployed",
        "production=v1.2.3",
      );
      expect([code, result.verdict]).toEqual([0, "pass"]);
      expect(
        result.gate?.map(({ link, evidence }) => [link, evidence.map(({ state }) => state)]),
      ).toEqual([["`v1.2.3`", ["proven", "proven", "proven", "proven"]]]);
    }));

  test("a commit that the base branch lacks is not merged, whatever is said of deployments", () =>
    atWork(async (workplace) => {
      const { git, commit } = workplace;
      git("init", "--quiet", "--initial-branch=main");
      commit(history);
      git("checkout", "--quiet", "-b", "contract");
      const own = commit(expand);
      commit(drop);
      const { code, codes } = await check(
        workplace,
        "--expand",
        own,
        "--deployed",
        "production=HEAD",
      );
      expect([code, codes]).toEqual([1, ["link-not-merged"]]);
    }));

  test("a commit that brought something else does not cover", () =>
    atWork(async (workplace) => {
      const { before } = prepare(workplace);
      const deployed = "production=main";
      const { codes } = await check(workplace, "--expand", before, "--deployed", deployed);
      // It made the table with the column: that does not make the column safe to go.
      expect(codes).toEqual(["link-does-not-cover"]);
    }));

  test("a branch that was cut before the expand was merged", () =>
    atWork(async (workplace) => {
      const { git, commit } = workplace;
      const commits = prepare(workplace);
      git("checkout", "--quiet", "-b", "stale", commits.before);
      commit(drop);
      const deployed = `production=${commits.expand}`;
      const { code } = await check(workplace, "--expand", commits.expand, "--deployed", deployed);
      expect(code).toBe(0);
    }));

  test("a merge commit stands for all that it merged", () =>
    atWork(async (workplace) => {
      const { git, commit } = workplace;
      git("init", "--quiet", "--initial-branch=main");
      commit(history);
      git("checkout", "--quiet", "-b", "expand");
      commit(expand, "Add users.display_name");
      commit({ "app/other.ts": "// more\n" }, "More");
      git("checkout", "--quiet", "main");
      git("merge", "--quiet", "--no-ff", "--message", "Merge", "expand");
      const merged = git("rev-parse", "HEAD");
      git("checkout", "--quiet", "-b", "contract");
      commit(drop);
      const { code } = await check(workplace, "--expand", merged, "--deployed", "production=main");
      expect(code).toBe(0);
    }));

  test("without a change of migrations: 0", () =>
    atWork(async (workplace) => {
      const { git, commit } = workplace;
      git("init", "--quiet", "--initial-branch=main");
      commit(history);
      git("checkout", "--quiet", "-b", "docs");
      commit({ "README.md": "# Shop\n" });
      const { code, result } = await check(workplace);
      expect([code, result.verdict, result.files]).toEqual([0, "pass", []]);
    }));

  test("the configuration is the base branch's", () =>
    atWork(async (workplace) => {
      prepare(workplace);
      const off = { ".github/expand-contract.yml": "rules:\n  drop-column: off\n" };
      workplace.commit(off);
      expect((await check(workplace)).code).toBe(1);
      workplace.git("checkout", "--quiet", "main");
      workplace.commit(off);
      expect((await check(workplace, "--head", "contract")).code).toBe(0);
    }));

  test.each(["text", "markdown", "sarif", "github"])("as %s", (format) =>
    atWork(async (workplace) => {
      prepare(workplace);
      const { code, out } = await workplace.run("check", "--format", format);
      expect(code).toBe(1);
      expect(out).toContain("full_name");
    }),
  );
});

describe("what check cannot tell exits with 2, and says the next step", () => {
  test.each<[args: readonly string[], message: RegExp]>([
    [["--base", "nowhere"], /Could not find the commit `nowhere`/],
    [["--head", "nowhere"], /Could not find the commit `nowhere`/],
    [["--expand", "nowhere"], /Could not find the commit `nowhere`/],
    [["--expand", "--all"], /Could not find the commit `--all`/],
    [["--deployed", "production"], /is not ENVIRONMENT=REF, such as `production=v1\.2\.3`/],
    [
      ["--deployed", "staging=main"],
      /`staging` is not among the required environments \(production\)/,
    ],
    [["--deployed", "production=nowhere"], /Could not find the commit `nowhere`/],
  ])("%j", (args, message) =>
    atWork(async (workplace) => {
      prepare(workplace);
      const { code, err } = await check(workplace, ...args);
      expect(code).toBe(2);
      expect(err).toMatch(message);
    }),
  );

  test("a folder that is no clone", () =>
    atWork(async ({ run }) => {
      const { code, err } = await run("check");
      expect(code).toBe(2);
      expect(err).toMatch(/not a git repository/);
    }));

  test("a clone without any of the usual branches", () =>
    atWork(async ({ git, commit, run }) => {
      git("init", "--quiet", "--initial-branch=trunk");
      commit(history);
      const { code, err } = await run("check");
      expect(code).toBe(2);
      expect(err).toMatch(/Name the base branch with --base/);
    }));

  test("branches without a common history", () =>
    atWork(async (workplace) => {
      const { git, commit, run } = workplace;
      prepare(workplace);
      git("checkout", "--quiet", "--orphan", "other");
      commit({ "x.sql": "SELECT 1;\n" });
      const { code, err } = await run("check");
      expect(code).toBe(2);
      expect(err).toMatch(/shares no history with `main`/);
    }));

  test("a broken configuration on the base branch", () =>
    atWork(async (workplace) => {
      const { git, commit, run } = workplace;
      git("init", "--quiet", "--initial-branch=main");
      commit({ ...history, ".github/expand-contract.yml": "environments: production\n" });
      const { code, err } = await run("check");
      expect(code).toBe(2);
      expect(err).toMatch(/\.github\/expand-contract\.yml:1: `environments`/);
    }));
});
