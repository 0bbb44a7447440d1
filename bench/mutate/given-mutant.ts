import { applyMutant, type Mutant } from "./find-mutants.ts";

/** The source of a file, with the mutant of the environment variable `MUTANT` in it where it is that file's. */
export function mutated(file: string, source: string): string {
  const given = process.env["MUTANT"];
  if (given === undefined) return source;
  const mutant = JSON.parse(given) as Mutant;
  return file.endsWith(`/${mutant.file}`) ? applyMutant(source, mutant) : source;
}
