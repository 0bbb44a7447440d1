import type { Node } from "./ast.ts";

/**
 * Visits every node below a part of the tree, in the order of the text as far as the tree keeps it. `visit` answers
 * false to leave a node's inside out. Without recursion: a hostile statement nests as deep as it likes.
 */
export function walk(root: unknown, visit: (node: Node) => boolean | void): void {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const current = pending.pop();
    if (typeof current !== "object" || current === null) continue;
    if (isNode(current) && visit(current) === false) continue;
    const children: unknown[] = Array.isArray(current) ? current : Object.values(current);
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at];
      if (typeof child === "object" && child !== null) pending.push(child);
    }
  }
}

/** Nodes carry their kind as their only key, in capitals; fields are lower case. */
export function isNode(value: object): value is Node {
  for (const key in value) {
    const code = key.charCodeAt(0);
    return code >= 0x41 && code <= 0x5a;
  }
  return false;
}
