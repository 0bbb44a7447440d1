import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { CasesProcess, type Outcome } from "./mutate/cases-process.ts";
import { findMutants, type Mutant } from "./mutate/find-mutants.ts";

/*
 * Puts a seeded sample of small errors into `src/rules/` and `src/catalog/`, one at a time, and tells which ones no test
 * notices. The cases of the rules run first, in one process that loads anew only what an error reaches; what survives them
 * meets the tests of the catalog and of whole pull requests. `--only TEXT` takes the files whose path holds it,
 * `--cases-only` stops after the cases, `--json` prints the result as data.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    "cases-only": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

type Tally = Readonly<Record<Outcome, number>>;

const nearestTests = [
  "test/rules/judge.test.ts",
  "test/rules/pages.test.ts",
  "test/catalog",
  ...globSync("test/*.test.ts"),
];
/** Tests that start a database, for the file that they are about. */
const slowTests: Readonly<Record<string, string>> = {
  "src/rules/locks.ts": "test/database/locks.test.ts",
};

const files = globSync("src/{rules,catalog}/**/*.ts")
  .filter((file) => file.includes(values.only))
  .sort();
const all = files.flatMap((file) => findMutants(file, readFileSync(file, "utf8")));
const sample = sampled(all, Number(values.count), Number(values.seed));
const cases = new CasesProcess();

if ((await outcomeOf(null)) !== "survived") throw new Error("The tests fail without a mutant.");

const broken = { file: "src/catalog/apply.ts", line: 1, start: 0, end: 0 };
const thrown = { ...broken, replacement: 'throw new Error("mutant");' };
if ((await cases.outcomeOf(thrown)) !== "killed" || testsOutcome(thrown) !== "killed")
  throw new Error("A file that throws is not noticed, so mutants do not reach the tests.");

const outcomes: { readonly file: string; readonly outcome: Outcome }[] = [];
const survivors: string[] = [];
for (const mutant of sample) {
  const outcome = await outcomeOf(mutant);
  outcomes.push({ file: mutant.file, outcome });
  if (outcome !== "survived") continue;
  survivors.push(described(mutant));
  if (!values.json) console.log(`survived ${described(mutant)}`);
}
cases.stop();

const perFile = talliedBy(({ file }) => file);
const perFolder = talliedBy(({ file }) => dirname(file));
if (values.json)
  console.log(
    JSON.stringify({ ...values, there: all.length, perFolder, perFile, survivors }, null, 2),
  );
else {
  console.log();
  for (const [file, { killed, survived, timeout }] of Object.entries(perFile))
    console.log(`${file}: ${killed} killed, ${survived} survived, ${timeout} timeouts`);
  console.log();
  for (const [folder, tally] of Object.entries(perFolder))
    console.log(`${folder}: ${score(tally)}`);
  console.log(`${all.length} mutants there are; seed ${values.seed}`);
}

async function outcomeOf(mutant: Mutant | null): Promise<Outcome> {
  const first = await cases.outcomeOf(mutant);
  return first === "survived" && !values["cases-only"] ? testsOutcome(mutant) : first;
}

function testsOutcome(mutant: Mutant | null): Outcome {
  const config = ["--config", "bench/mutate/vitest.config.ts"];
  const tests = [...nearestTests, ...[slowTests[mutant?.file ?? ""] ?? []].flat()];
  const args = ["run", ...config, "--root", ".", "--bail", "1", ...tests];
  const env = mutant === null ? process.env : { ...process.env, MUTANT: JSON.stringify(mutant) };
  const { status, signal } = spawnSync("vitest", args, { env, timeout: 300_000, stdio: "ignore" });
  if (signal !== null) return "timeout";
  return status === 0 ? "survived" : "killed";
}

/** How the mutants of each file or folder fared, in the order of its name. */
function talliedBy(
  keyOf: (one: (typeof outcomes)[number]) => string,
): Readonly<Record<string, Tally>> {
  const tallies: Record<string, Tally> = {};
  for (const one of outcomes.toSorted((left, right) => left.file.localeCompare(right.file))) {
    const tally = tallies[keyOf(one)] ?? { killed: 0, survived: 0, timeout: 0 };
    tallies[keyOf(one)] = { ...tally, [one.outcome]: tally[one.outcome] + 1 };
  }
  return tallies;
}

function score({ killed, survived, timeout }: Tally): string {
  const noticed = killed + timeout;
  const share = ((100 * noticed) / (noticed + survived)).toFixed(1);
  return `${noticed} of ${noticed + survived} mutants noticed, ${share} %`;
}

function described({ file, line, start, end, replacement }: Mutant): string {
  const short = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 90);
  const written = readFileSync(file, "utf8").slice(start, end);
  return `${file}:${line} ${short(written)}  →  ${short(replacement)}`;
}

/** As many of them as asked for, in an order that the seed tells. */
function sampled(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return mutants
    .map((mutant) => ({ mutant, at: next() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}
