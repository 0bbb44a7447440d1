import { endsWithName, fold, holdsName } from "./identifier.ts";
import { scopeIsOf, scopesAround, type Scope } from "./scopes.ts";
import { escapeExpression } from "./segments.ts";
import { hitAt, lineText, textBefore, type Hit, type SourceFile } from "./source-file.ts";
import type { ColumnSubject } from "./subject.ts";

/** Whose column a name is, as far as something tells: this table's, another one's, or it does not say. */
export type Owner = "own" | "other" | "unknown";

/** What a file that names a subject's table or model says of it, worked out once. */
export interface FileOwners {
  readonly file: SourceFile;
  readonly scopes: readonly Scope[];
  /** By variable: whose row it holds. */
  readonly variables: ReadonlyMap<string, Owner>;
  /** What was worked out of names and classes so far: a file has few, and names them often. */
  readonly names: Map<string, Owner>;
  readonly overridden: Map<Scope, boolean>;
}

export function ownersIn(
  file: SourceFile,
  scopes: readonly Scope[],
  subject: ColumnSubject,
): FileOwners {
  return {
    file,
    scopes,
    variables: variablesOf(file, subject),
    names: new Map(),
    overridden: new Map(),
  };
}

/** Whether the file names the table or its model outside of comments, or its path does. */
export function mentionsModel(file: SourceFile, { models }: ColumnSubject): boolean {
  if (holdsName(file.path.replace(/[^\w]+/g, "_"), models)) return true;
  const spelled = [...models].map((name) => [...name].map(escapeExpression).join("_?"));
  const seen = new Set<string>();
  for (const { index } of file.text.matchAll(new RegExp(spelled.join("|"), "giu"))) {
    const hit = hitAt(file, index);
    if (hit.segment.kind === "comment" || seen.has(hit.identifier)) continue;
    if (holdsName(hit.identifier, models)) return true;
    seen.add(hit.identifier);
  }
  return false;
}

/** `user: User`, `User user`, `user *store.User`, `u in User`, `for user in User.all()`. */
const typed: readonly RegExp[] = [
  /\b([a-z_]\w{0,40})\s*:\s*(?:Promise<|Option<|&|\*|\w+\.)*([A-Z]\w+)/g,
  /\b([A-Z]\w+)(?:<\w+>)?\s+\$?([a-z_]\w{0,40})\b/g,
  /\b([a-z_]\w{0,40})\s+(?:in\s+|\[\])?\*?(?:\w+\.)*([A-Z]\w+)\b/g,
];

function variablesOf({ text }: SourceFile, subject: ColumnSubject): ReadonlyMap<string, Owner> {
  const variables = new Map<string, Owner>();
  const types = new Map<string, Owner>();
  for (const pattern of typed) {
    for (const [, first = "", second = ""] of text.matchAll(pattern)) {
      const [variable, type] = /^[A-Z]/.test(first) ? [second, first] : [first, second];
      const owner = types.get(type) ?? ownerOfName(type, subject);
      types.set(type, owner);
      if (owner === "unknown") continue;
      const known = variables.get(variable);
      variables.set(variable, known === undefined || known === owner ? owner : "unknown");
    }
  }
  return variables;
}

/** Whose row an identifier holds, by its name: `currentUser`, `USERS`, `@customer`. */
export function ownerOfName(identifier: string, subject: ColumnSubject): Owner {
  if (endsWithName(identifier, subject.models) || subject.models.has(fold(identifier)))
    return "own";
  return endsWithName(identifier, subject.rivals) ? "other" : "unknown";
}

/** Whose member a name is in `user.full_name`: null where it is no member; `self` where it is the class's own. */
export function ownerOfMember(
  owners: FileOwners,
  hit: Hit,
  subject: ColumnSubject,
): Owner | "self" | null {
  const before = textBefore(owners.file, hit.start, 300);
  const access = /(?:\.|\?\.|!\.|&\.|->|\?->|::)\s*(?:get|set|is)?$/.exec(before);
  if (access === null) return /(?:^|[^\w@])@$/.test(before) ? "self" : null;
  let rest = before.slice(0, access.index);
  for (let step = 0; step < 8; step += 1) {
    rest = rest.replace(/[?!\s]+$/, "");
    const called = withoutCall(rest);
    const name = /[\p{L}\p{N}_]+$/u.exec(called)?.[0] ?? "";
    if (name === "") return "unknown";
    if (/^(?:self|this)$/.test(name) && called === rest) return step === 0 ? "self" : "unknown";
    const owner =
      owners.variables.get(name) ?? ownerOfName(name.replace(/^get(?=\p{Lu})/u, ""), subject);
    if (owner !== "unknown") return owner;
    const chain = /(?:\.|\?\.|!\.|&\.|->|::)\s*$/.exec(called.slice(0, -name.length));
    // Further out only through calls: `User.first.full_name`, not `user.address.full_name`.
    if (chain === null || !(called !== rest || passing.has(name))) return "unknown";
    rest = called.slice(0, called.length - name.length - chain[0].length);
  }
  return "unknown";
}

const passing = new Set([
  "first",
  "last",
  "objects",
  "data",
  "value",
  "c",
  "columns",
  "table",
  "take",
]);

/** A text without the arguments or index that it ends with. */
function withoutCall(text: string): string {
  const close = text.at(-1);
  if (close !== ")" && close !== "]") return text;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const character = text[at] ?? "";
    if (")]}".includes(character)) depth += 1;
    else if ("([{".includes(character)) depth -= 1;
    if (depth === 0) return text.slice(0, at);
  }
  return "";
}

/** Whose column a name is by the nearest table or model that its own statement names before it. */
export function ownerInStatement(owners: FileOwners, hit: Hit, subject: ColumnSubject): Owner {
  const delegate = /\bdelegate\b.{0,200}\bto:\s*:(\w+)/.exec(lineText(owners.file, hit.line))?.[1];
  if (delegate !== undefined) return ownerOfName(delegate, subject);
  const names = statementBefore(owners.file, hit).match(/[\p{L}\p{N}_]+/gu) ?? [];
  for (const name of names.toReversed()) {
    const owner = owners.names.get(name) ?? ownerOfMention(name, owners, subject);
    owners.names.set(name, owner);
    if (owner !== "unknown") return owner;
  }
  return "unknown";
}

function ownerOfMention(name: string, { variables }: FileOwners, subject: ColumnSubject): Owner {
  const owner = variables.get(name) ?? ownerOfName(name, subject);
  if (owner !== "unknown") return owner;
  return holdsName(name, subject.models) && !holdsName(name, subject.rivals) ? "own" : "unknown";
}

const longestStatement = 12;
/** A line that ends so goes on in the next; one that opens a block of statements does not. */
const opening = /(?:[([,=|&+\\]|[([,:=]\s*\{|=>\s*\{?|->)$/;
const continuing = /^(?:\.|->|\?\.|\|>|&&|\|\||[)\]])/;

/** The statement up to a hit: its line, and the lines before it that it goes on from. */
function statementBefore(file: SourceFile, hit: Hit): string {
  const start = file.lineStarts[hit.line - 1] ?? 0;
  const lines = [file.text.slice(Math.max(start, hit.start - 300), hit.start)];
  for (let line = hit.line; line > 1 && lines.length < longestStatement; line -= 1) {
    const own = lineText(file, line).trim();
    const above = lineText(file, line - 1);
    const goesOn = opening.test(above.trimEnd()) || continuing.test(own);
    if (!goesOn || above.trim() === "") break;
    // A class's head is no statement: whose it is, its scope tells.
    if (/^\s*(?:\w+\s+){0,3}(?:class|interface|struct|model|impl|trait|defmodule)\s/.test(above))
      break;
    lines.unshift(above.slice(0, 300));
  }
  return lines.join("\n");
}

/**
 * Whose column a declaration or a bare name is by the class or table around it. `serves`: the class only works on the
 * model, as `UserRepository` does.
 */
export function ownerOfScope(
  { scopes }: FileOwners,
  line: number,
  subject: ColumnSubject,
): { readonly owner: Owner; readonly scope: Scope | null; readonly serves?: true } {
  for (const scope of scopesAround(scopes, line)) {
    const own = scopeIsOf(scope, subject.models);
    if (own === "model") return { owner: "own", scope };
    if (own === "servant") return { owner: "unknown", scope, serves: true };
    const other = scopeIsOf(scope, subject.otherModels);
    if (other === "model") return { owner: "other", scope };
    if (scope.tables.size > 0) return { owner: "other", scope };
  }
  return { owner: "unknown", scope: null };
}
