import { defaultConfiguration } from "../src/config/defaults.ts";
import type { Candidate, Candidates } from "../src/facts/propose-links.ts";
import { parseBodyLinks } from "../src/gate/parse-body-links.ts";
import { judgeRange } from "../src/judge-range.ts";
import type { Configuration } from "../src/model/configuration.ts";
import type { LiveDeployment } from "../src/model/deployment.ts";
import type { LinkedPullRequest } from "../src/model/pull-request.ts";
import type { Result } from "../src/model/verdict.ts";
import {
  createMemoryRepository,
  liveAt,
  type Edits,
  type MemoryRepository,
} from "./memory-repository.ts";

export const defaults: Configuration = { ...defaultConfiguration, rules: {} };

/** `users` with the column that most cases drop. */
export const users =
  "CREATE TABLE users (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  email text NOT NULL,\n  full_name text\n);\n";
export const addDisplayName = "ALTER TABLE users ADD COLUMN display_name text;\n";
export const dropFullName = "ALTER TABLE users DROP COLUMN full_name;\n";

/** A repository on its way: what was merged, in order, by pull request number. */
export interface Project {
  readonly repository: MemoryRepository;
  /** The newest commit of the base branch. */
  readonly tip: () => string;
  /** Merges a pull request, squashed; answers its number. */
  readonly merge: (edits: Edits, title?: string) => number;
  readonly mergeCommit: (number: number) => string;
  /** Judges a pull request that was cut from a commit (the tip where none is told). */
  readonly judge: (edits: Edits, options?: JudgeOptions) => Promise<Result>;
}

export interface JudgeOptions {
  readonly body?: string;
  readonly from?: string;
  /** What runs; the newest commit where it is not told. */
  readonly deployments?: readonly LiveDeployment[];
  readonly configuration?: Partial<Configuration>;
  readonly group?: readonly number[];
  /** ISO time; long after all that happened where it is not told. */
  readonly now?: string;
  /** Pull requests that are not merged. */
  readonly others?: Readonly<Record<number, LinkedPullRequest>>;
}

const later = "2026-12-01T00:00:00Z";

export function startProject(files: Edits): Project {
  const repository = createMemoryRepository();
  const merged = new Map<number, { readonly sha: string; readonly title: string }>();
  let tip = repository.commit([], files, "Start");
  const linked = (number: number): LinkedPullRequest => {
    const found = merged.get(number);
    if (found === undefined) return { state: "not-found" };
    return {
      state: "merged",
      number,
      title: found.title,
      url: "",
      baseBranch: "main",
      mergedAt: `2026-05-${String(number).padStart(2, "0")}T00:00:00Z`,
      mergeCommit: found.sha,
    };
  };
  const candidatesFor = (paths: readonly string[]): Candidates => {
    const recent = [...merged].reverse().flatMap(([number, { sha }]) => {
      const pullRequest = linked(number);
      if (pullRequest.state !== "merged") return [];
      const candidate: Candidate = {
        name: `#${number}`,
        line: `Expand-PR: #${number}`,
        isCommand: false,
        pullRequest,
        mergedAt: number,
      };
      return [{ ...candidate, paths: repository.diff(sha).map(({ path }) => path) }];
    });
    const touched = (path: string): readonly Candidate[] =>
      recent.filter((candidate) => candidate.paths.includes(path));
    return { byPath: new Map(paths.map((path) => [path, touched(path)])), recent };
  };
  return {
    repository,
    tip: () => tip,
    merge: (edits, title = "Change") => {
      const number = merged.size + 1;
      tip = repository.commit([tip], edits, `${title} (#${number})`);
      merged.set(number, { sha: tip, title });
      return number;
    },
    mergeCommit: (number) => merged.get(number)?.sha ?? "",
    judge: (edits, options = {}) => {
      const head = repository.commit([options.from ?? tip], edits, "Under judgement");
      const { body = "", deployments = [liveAt(tip)], others = {}, now = later } = options;
      const configuration = { ...defaults, ...options.configuration };
      return judgeRange(
        repository,
        { base: tip, head, baseBranch: "main", group: options.group ?? null, now },
        configuration,
        {
          find: (beside) =>
            Promise.resolve({
              deployments,
              links: [...parseBodyLinks(body), ...beside].map((link) => ({
                link,
                name: `#${link.number}`,
                pullRequest: others[link.number] ?? linked(link.number),
              })),
            }),
          readPatches: ({ mergeCommit }) =>
            Promise.resolve({ files: repository.diff(mergeCommit ?? ""), complete: true }),
          findWindows: null,
          proposals: {
            findCandidates: (paths) => Promise.resolve(candidatesFor(paths)),
            readDeployments: () => Promise.resolve(deployments),
          },
        },
      );
    },
  };
}

/** Code and object of every reason that holds a result up. */
export function holds(result: Result): readonly string[] {
  return result.reasons
    .filter(({ effect }) => effect !== "note")
    .map(({ code, object }) => (object === null ? code : `${code} ${object}`));
}
