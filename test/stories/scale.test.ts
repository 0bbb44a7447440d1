import { expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import type { LoggedRequest } from "../github/http/api.ts";
import { runAction } from "../github/run-action.ts";
import { judge, look, mergeExpand, openContract, withGitHub } from "./stage.ts";

const openPullRequests = 300;
const waitingContracts = 6;

/** What GitHub takes of one token in a minute (a read is 1 point, a write 5), and at once. */
const limits = { points: 900, writes: 80, atOnce: 100 };

test(`a deployment with ${openPullRequests} open pull requests`, async () => {
  await withGitHub({}, async (github) => {
    await github.deploy("production", await github.tip(), { state: "success" });
    const expand = await mergeExpand(github);
    const contracts: number[] = [];
    while (contracts.length < waitingContracts) {
      const contract = await openContract(github, expand.number);
      await judge(github, contract);
      expect(look(github, contract).status?.state).toBe("pending");
      contracts.push(contract);
    }
    const others = await openOthers(github, openPullRequests - waitingContracts);
    const deployment = await github.deploy("production", expand.sha, { state: "success" });
    const event = await github.event({ name: "deployment_status", deployment });
    github.clearRequests();
    let atOnce = 0;
    github.beforeRequest(() => {
      atOnce = Math.max(atOnce, github.requests.filter(({ status }) => status === null).length);
    });

    const start = performance.now();
    const run = await runAction({ github, event });
    const seconds = (performance.now() - start) / 1000;

    expect(run.exitCode).toBe(0);
    for (const contract of contracts) expect(look(github, contract).status?.state).toBe("success");
    const { requests } = github;
    const lists = requests.filter(({ operation }) => operation === "graphql OpenPullRequests");
    expect(lists.length).toBeLessThanOrEqual(5);
    expect(requests.flatMap(numbersIn).filter((number) => others.has(number))).toEqual([]);
    const writes = requests.filter(isWrite).length;
    const points = requests.length - writes + 5 * writes;
    expect(points).toBeLessThan(limits.points);
    expect(writes).toBeLessThan(limits.writes);
    expect(atOnce).toBeLessThan(limits.atOnce);
    console.info(
      `${openPullRequests} open, ${waitingContracts} judged again: ${requests.length} requests (${lists.length} to list, ${writes} writes), ${atOnce} at once, ${seconds.toFixed(1)} s`,
    );
  });
});

/** Pull requests that passed and rest on no deployment; their numbers. */
async function openOthers(github: FakeGitHub, wanted: number): Promise<ReadonlySet<number>> {
  const numbers = new Set<number>();
  while (numbers.size < wanted) {
    const name = `docs/${numbers.size}.md`;
    const number = await github.openPullRequest({ title: name, files: { [name]: "# More\n" } });
    github.setStatus(github.pullRequest(number).headSha, {
      context: "expand-contract",
      state: "success",
      description: "No migrations in this pull request",
    });
    numbers.add(number);
  }
  return numbers;
}

/** The pull requests that a request asks for. */
function numbersIn({ path, body }: LoggedRequest): readonly number[] {
  const found = `${path} ${JSON.stringify(body)}`.matchAll(
    /(?:\/pulls\/|\/issues\/|"number":)(\d+)/g,
  );
  return [...found].map(([, number]) => Number(number));
}

function isWrite({ kind, method }: LoggedRequest): boolean {
  return kind === "rest" && method !== "GET";
}
