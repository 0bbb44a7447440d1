import { fullName, partName } from "../catalog/object-name.ts";
import { displayName, displayIdentifier } from "../catalog/display-name.ts";
import type { Shape } from "../model/window.ts";

/** `public.users.full_name`, as the gate names the object of a change. */
export function shapeName({ schema, relation, column }: Shape): string {
  const name = { schema, name: relation };
  return column === null ? fullName(name) : partName(name, column);
}

/** `users.full_name`: for people, without PostgreSQL's `public`. */
export function shownShape({ schema, relation, column }: Shape): string {
  const name = displayName({ schema, name: relation });
  return column === null ? name : `${name}.${displayIdentifier(column)}`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.schema === b.schema && a.relation === b.relation && a.column === b.column;
}
