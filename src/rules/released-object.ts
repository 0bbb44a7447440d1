import type { CreateObject, SchemaChange } from "../model/schema-change.ts";
import { findLater, type Follows } from "./release.ts";
import type { RuleContext } from "./rule.ts";

/*
 * The catalog does not follow roles, rules, operators and the like, so what became of them in this release is read off
 * the release itself.
 */

type Named = Pick<CreateObject, "object" | "name">;

/** Whether the release surely made it before this change, so that running code cannot know it. */
export function isMadeBefore(
  context: RuleContext,
  makes: (change: SchemaChange) => boolean,
): boolean {
  return context.release
    .slice(0, context.position)
    .some(({ change, certainty }) => certainty !== "maybe" && makes(change));
}

/** How soon it is made again, where nothing takes it away once more. */
export function comesAgain(
  context: RuleContext,
  makes: (change: SchemaChange) => boolean,
  takes: (change: SchemaChange) => boolean,
): Follows {
  const made = findLater(context, (change) => (makes(change) ? true : null));
  if (made === null) return null;
  const isGone = context.release.slice(made.position + 1).some(({ change }) => takes(change));
  return isGone ? null : made.follows;
}

export function isMadeByRelease(object: Named, context: RuleContext): boolean {
  return isMadeBefore(context, (earlier) => isAbout("create-object", earlier, object));
}

/** How soon an object is made again. */
export function madeObjectAgain(object: Named, context: RuleContext): Follows {
  return comesAgain(
    context,
    (later) => isAbout("create-object", later, object),
    (later) => isAbout("drop-object", later, object),
  );
}

function isAbout(
  kind: "create-object" | "drop-object",
  change: SchemaChange,
  { object, name }: Named,
): boolean {
  return change.kind === kind && change.object === object && change.name === name;
}
