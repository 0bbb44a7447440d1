import type { CreateObject } from "../model/schema-change.ts";
import { earlierChanges, followedBy, type Follows } from "./release.ts";
import type { RuleContext } from "./rule.ts";

type Named = Pick<CreateObject, "object" | "name">;

/** Whether this release made the object, so that running code cannot know it. */
export function isMadeByRelease({ object, name }: Named, context: RuleContext): boolean {
  return earlierChanges(context).some(
    (earlier) =>
      earlier.kind === "create-object" && earlier.object === object && earlier.name === name,
  );
}

/** How soon the object is made again. */
export function madeAgain({ object, name }: Named, context: RuleContext): Follows {
  return followedBy(
    context,
    (later) => later.kind === "create-object" && later.object === object && later.name === name,
  );
}
