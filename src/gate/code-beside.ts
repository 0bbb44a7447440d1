import type { MigrationsRun } from "../model/migrations-run.ts";
import type { Reason } from "../model/reason.ts";
import type { Reference } from "../model/reference.ts";
import type { Addition } from "./facts.ts";
import { quotedObject } from "./quoted-object.ts";
import { placesOf, verb } from "./reference-words.ts";

/** What the code of a pull request names of what its own migrations add. */
export interface CodeBeside {
  readonly addition: Addition;
  readonly run: MigrationsRun;
  readonly uses:
    | { readonly state: "searched"; readonly references: readonly Reference[] }
    | { readonly state: "unknown"; readonly reason: string };
}

/**
 * Where migrations run after the deployment, or by hand, the code of the same pull request runs before what it needs is
 * there. Where they run before it, all is well.
 */
export function judgeCodeBeside(found: readonly CodeBeside[]): readonly Reason[] {
  return found.flatMap(({ addition, run, uses }): readonly Reason[] => {
    if (run === "before-deploy") return [];
    const { judged, path, line } = addition;
    const object = judged.object ?? judged.description;
    const place = { object, rules: [], path, line };
    const name = quotedObject(object);
    if (uses.state === "unknown") {
      const message = `Whether code of this pull request needs ${name} before it is there could not be told: ${uses.reason}`;
      return [{ ...place, code: "references-unknown", effect: "waiting", message }];
    }
    const strong = uses.references.filter(
      // A class that asks the database for its columns does without one that is not there yet.
      ({ strength, inTest, isReflected }) =>
        strength === "strong" && !inTest && isReflected !== true,
    );
    if (strong.length === 0) return [];
    const message = `${placesOf(strong)} of this pull request ${verb(strong)} to ${name}, and its migration runs ${moments[run]}: until then that code fails. Ship the migration first, on its own.`;
    return [{ ...place, code: "mixed-phases", effect: "blocked", message }];
  });
}

const moments = {
  "after-deploy": "after the code is deployed (`after-deploy`)",
  manual: "by hand, at a time of its own (`manual`)",
} as const;
