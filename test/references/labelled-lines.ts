import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

/** A file with what a person says of its lines. */
export interface LabelledFile {
  readonly change: string;
  readonly path: string;
  readonly text: string;
  /** By line, from 1: whether the code on it uses the object. */
  readonly labels: ReadonlyMap<number, boolean>;
}

const folder = new URL("../fixtures/references/", import.meta.url);

/** The schema that all labelled files are written for. */
export const schema = readFileSync(new URL("schema.sql", folder), "utf8");

/** Reads every case; `§ref` at a line's end says that it uses the object, `§not` that it only looks like it. */
export function labelledFiles(): readonly LabelledFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yml"))
    .flatMap((name) => parse(readFileSync(new URL(name, folder), "utf8")) as readonly Case[])
    .map(({ change, path, text }) => {
      const lines = text.split("\n");
      const labels = new Map<number, boolean>();
      lines.forEach((line, position) => {
        const label = /§(ref|not)\s*$/.exec(line)?.[1];
        if (label !== undefined) labels.set(position + 1, label === "ref");
      });
      const unmarked = lines.map((line) => line.replace(/\s*§(?:ref|not)\s*$/, ""));
      return { change, path, text: unmarked.join("\n"), labels };
    });
}

interface Case {
  readonly change: string;
  readonly path: string;
  readonly text: string;
}
