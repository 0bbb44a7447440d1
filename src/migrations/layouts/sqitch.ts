import type { Layout, ListedMigrations } from "../layout.ts";
import { wholeText } from "../layout.ts";

/**
 * Sqitch: `deploy/<change>.sql` in the order of `sqitch.plan`; a reworked change keeps its former script as
 * `<change>@<tag>.sql`. Scripts run in psql, so the author writes BEGIN and COMMIT (`App::Sqitch::Plan`).
 */
export const sqitch: Layout = {
  name: "sqitch",
  title: "Sqitch",
  shape: "sqitch",
  identity: "name",
  mindsOrder: true,
  dialect: null,
  toolFiles: ["sqitch.conf"],
  readName: (path) => {
    const change = /^deploy\/(.+)\.sql$/.exec(path)?.[1];
    if (change === undefined) return null;
    return { role: "migration", key: change, version: change, sortKey: change, kind: "versioned" };
  },
  readText: (text) => wholeText(text, "none"),
  listing: { path: "sqitch.plan", read: readPlan },
  changeOf: (version) => version.replace(/@[^@/]*$/, ""),
};

interface PlannedChange {
  readonly name: string;
  /** How many tags stand before it, and before its next instance where it is reworked. */
  readonly tagsBefore: number;
  reworkedAfter: number | null;
}

function readPlan(text: string): ListedMigrations {
  const changes: PlannedChange[] = [];
  const newest = new Map<string, PlannedChange>();
  const tags: string[] = [];
  for (const line of text.split("\n")) {
    const [word = "", next = ""] = line.trim().split(/\s+/, 2);
    if (word === "" || word.startsWith("#") || word.startsWith("%")) continue;
    if (word.startsWith("@")) {
      tags.push(word);
      continue;
    }
    const name = word.replace(/^[+-]/, "") || next;
    if (name === "") continue;
    const former = newest.get(name);
    if (former !== undefined) former.reworkedAfter = tags.length;
    const change = { name, tagsBefore: tags.length, reworkedAfter: null };
    newest.set(name, change);
    changes.push(change);
  }
  return {
    migrations: changes.map(({ name, tagsBefore, reworkedAfter }) => {
      if (reworkedAfter === null) return { keys: [name], version: name, problem: null };
      // The former script bears one of the tags between the two instances.
      const last = Math.min(reworkedAfter, tagsBefore + maximumTags);
      const keys = tags.slice(tagsBefore, last).map((tag) => name + tag);
      return { keys, version: keys[0] ?? name, problem: null };
    }),
    problems: [],
  };
}

/** Tags between two instances of a change that are tried; a plan has few. */
const maximumTags = 200;
