import type { Condition } from "../../../model/condition.ts";
import { convertedText, type KnownText } from "./known-text.ts";
import { nodesBelow, nodesIn, nodeIn, numberIn, rowFields, textIn, type Fields } from "./tree.ts";

/** What is known of a variable: its text, its array's elements, or the question that it holds the answer to. */
export type Value =
  | { readonly kind: "text"; readonly text: string | null }
  | { readonly kind: "items"; readonly items: readonly (string | null)[] }
  | { readonly kind: "condition"; readonly condition: Condition };

/** What is known at a place of the block, by name: a variable that is not in it may hold anything. */
export type Known = Map<string, Value>;

/** The variables of a block, by the library's numbers. */
export interface Declared {
  readonly names: readonly string[];
  /** The types of those that may be followed. */
  readonly types: ReadonlyMap<string, string>;
}

/** A block with more variables is not followed further: each branch takes a copy of what is known. */
const knownLimit = 200;

/** How people write the types whose values are followed. */
const typeNames: Readonly<Record<string, string>> = {
  "character varying": "varchar",
  bigint: "int8",
  int: "int4",
  integer: "int4",
  smallint: "int2",
};

/** A name that is declared more than once is not followed: which of them a text means depends on its place. */
export function declaredIn(block: Fields): Declared {
  const names: string[] = [];
  const types = new Map<string, string>();
  const counts = new Map<string, number>();
  const count = (name: string, by: number): void => {
    counts.set(name, (counts.get(name) ?? 0) + by);
  };
  for (const { fields } of nodesIn(block["datums"])) {
    const name = textIn(fields["refname"]) ?? "";
    names.push(name);
    count(name, 1);
    const type = textIn(nodeIn(fields["datatype"])?.fields["typname"])?.toLowerCase() ?? "";
    types.set(name, typeNames[type] ?? type);
  }
  // The counter of a loop is its own, and its loop says where it holds.
  for (const { kind, fields } of nodesBelow(block["action"]))
    if (kind === "stmt_fori") count(textIn(nodeIn(fields["var"])?.fields["refname"]) ?? "", -1);
  for (const [name, times] of counts) if (times > 1) types.delete(name);
  return { names, types };
}

/** Takes an assignment in; what is not known, or not of a type that is followed, is forgotten. */
export function assign(known: Known, declared: Declared, name: string, value: Value | null): void {
  forget(known, [name]);
  const type = declared.types.get(name);
  if (type === undefined || value === null || known.size >= knownLimit) return;
  if (value.kind === "text") {
    const text = convertedText(value.text, type);
    if (text !== undefined) known.set(name, { kind: "text", text });
  } else if (value.kind === "items" ? /^(?:text|varchar|name)\[\]$/.test(type) : isBoolean(type)) {
    known.set(name, value);
  }
}

function isBoolean(type: string): boolean {
  return type === "boolean" || type === "bool";
}

/** A record takes its fields along. */
export function forget(known: Known, names: Iterable<string>): void {
  for (const name of names) {
    known.delete(name);
    for (const other of known.keys()) if (other.startsWith(`${name}.`)) known.delete(other);
  }
}

/** Every variable that something below may assign, other than the counters of loops. */
export function assignedBelow(value: unknown, declared: Declared): ReadonlySet<string> {
  const names = new Set<string>();
  const addTarget = (target: unknown): void => {
    const node = nodeIn(target);
    if (node?.kind === "row") for (const name of rowFields(node.fields)) names.add(name);
    else if (node !== null) names.add(textIn(node.fields["refname"]) ?? "");
  };
  const addNumber = (dno: unknown): void => {
    names.add(declared.names[numberIn(dno)] ?? "");
  };
  for (const { kind, fields } of nodesBelow(value)) {
    addTarget(fields["target"]);
    if (kind !== "stmt_fori") addTarget(fields["var"]);
    if (kind === "stmt_assign" || kind === "stmt_foreach_a") addNumber(fields["varno"]);
    if (kind === "diag_item") addNumber(fields["target"]);
    if (kind === "stmt_fetch" || kind === "stmt_call") addTarget(fields["row"]);
    if (kind.startsWith("stmt_")) names.add("found");
  }
  return names;
}

/** What holds on whichever of several ways the block came. */
export function common(ways: readonly Known[]): Known {
  const [first, ...others] = ways;
  const shared: Known = new Map();
  for (const [name, value] of first ?? [])
    if (others.every((other) => sameValue(other.get(name), value))) shared.set(name, value);
  return shared;
}

function sameValue(one: Value | undefined, other: Value): boolean {
  if (one === other) return true;
  return one?.kind === "text" && other.kind === "text" && one.text === other.text;
}

/** Whether a variable holds a text as it was written. */
export function isFollowedText(declared: Declared, name: string): boolean {
  return ["text", "varchar", "name"].includes(declared.types.get(name) ?? "");
}

export function textOf(known: Known, name: string): KnownText {
  const value = known.get(name.toLowerCase());
  return value?.kind === "text" ? value.text : undefined;
}
