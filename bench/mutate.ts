import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { findMutants, type Mutant } from "./mutate/find-mutants.ts";

/*
 * Puts a seeded sample of small errors into `src/rules/` and `src/catalog/`, one at a time, and tells which ones no test
 * notices. The cases of the rules run first, in one process without a test runner; what survives them meets the tests of
 * the catalog and of whole pull requests. `--only TEXT` takes the files whose path holds it.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});

type Outcome = "killed" | "survived" | "timeout";

const nearestTests = [
  "test/rules/judge.test.ts",
  "test/catalog",
  "test/evaluate.test.ts",
  "test/called-functions.test.ts",
];

const files = globSync("src/{rules,catalog}/**/*.ts")
  .filter((file) => file.includes(values.only))
  .sort();
const all = files.flatMap((file) => findMutants(file, readFileSync(file, "utf8")));
const sample = sampled(all, Number(values.count), Number(values.seed));

if (runCases(null) !== "survived" || runTests(null) !== "survived")
  throw new Error("The tests fail without a mutant.");

const broken = { file: "src/catalog/apply.ts", line: 1, start: 0, end: 0 };
const thrown = { ...broken, replacement: 'throw new Error("mutant");' };
if (runCases(thrown) !== "killed" || runTests(thrown) !== "killed")
  throw new Error("A file that throws is not noticed, so mutants do not reach the tests.");

const tally = new Map<string, Record<Outcome, number>>();
for (const mutant of sample) {
  const first = runCases(mutant);
  const outcome = first === "survived" ? runTests(mutant) : first;
  const counts = tally.get(mutant.file) ?? { killed: 0, survived: 0, timeout: 0 };
  counts[outcome] += 1;
  tally.set(mutant.file, counts);
  if (outcome === "survived") console.log(`survived ${described(mutant)}`);
}

console.log();
for (const [file, { killed, survived, timeout }] of [...tally].sort())
  console.log(`${file}: ${killed} killed, ${survived} survived, ${timeout} timeouts`);
const survived = [...tally.values()].reduce((sum, counts) => sum + counts.survived, 0);
const noticed = sample.length - survived;
const score = ((100 * noticed) / sample.length).toFixed(1);
console.log(
  `\n${noticed} of ${sample.length} mutants noticed: ${score} % (${all.length} there are)`,
);

function runCases(mutant: Mutant | null): Outcome {
  const nearest = basename(mutant?.file ?? "", ".ts");
  const args = ["--import", "./bench/mutate/hook.ts", "bench/mutate/run-cases.ts", nearest];
  return run(process.execPath, args, mutant, 90_000);
}

function runTests(mutant: Mutant | null): Outcome {
  const config = ["--config", "bench/mutate/vitest.config.ts"];
  const args = ["run", ...config, "--root", ".", "--bail", "1", ...nearestTests];
  return run("vitest", args, mutant, 300_000);
}

function run(
  command: string,
  args: readonly string[],
  mutant: Mutant | null,
  timeout: number,
): Outcome {
  const env = mutant === null ? process.env : { ...process.env, MUTANT: JSON.stringify(mutant) };
  const { status, signal } = spawnSync(command, args, { env, timeout, stdio: "ignore" });
  if (signal !== null) return "timeout";
  return status === 0 ? "survived" : "killed";
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
