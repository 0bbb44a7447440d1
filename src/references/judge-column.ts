import { fold, wordsOf } from "./identifier.ts";
import {
  ownerInStatement,
  ownerOfMember,
  ownerOfName,
  ownerOfScope,
  type FileOwners,
} from "./owners.ts";
import type { Scope } from "./scopes.ts";
import { escapeExpression } from "./segments.ts";
import { lineText, textAfter, textBefore, type Hit, type SourceFile } from "./source-file.ts";
import { sqlAround, type SqlAround } from "./sql-around.ts";
import type { ColumnSubject } from "./subject.ts";

/** What one place says of a subject. */
export interface Sighting {
  readonly strength: "strong" | "weak";
  readonly use: "reads" | "writes" | "declares";
  /** The name does not stand there: a class reads the columns from the database when it starts. */
  readonly isReflected?: true;
}

/** Judges one place that holds a column's name; null where it is surely something else. */
export function judgeColumn(owners: FileOwners, hit: Hit, subject: ColumnSubject): Sighting | null {
  const { file } = owners;
  if (hit.segment.kind === "comment" || !spellsColumn(hit.identifier, subject)) return null;
  const sql = sqlAround(file, hit);
  if (sql !== null) {
    const judged = judgeInSql(sql, subject);
    if (judged !== "fragment") return judged;
  }
  if (isIgnored(file, hit)) return null;
  if (hit.segment.kind === "string") return judgeInString(owners, hit, subject);
  return isData(file.path) ? judgeInData(owners, hit) : judgeInCode(owners, hit, subject);
}

/** Keys of data may mean anything; a mapping in XML says that it means a column. */
function judgeInData({ file }: FileOwners, hit: Hit): Sighting {
  const isMapped = /\bcolumn\s*=\s*["']$/.test(textBefore(file, hit.start, 20));
  return isMapped ? strong("declares") : weak("reads");
}

/** What stands around a column's name in the names of methods that tools make of it. */
const before = new Set(
  "get set is has by and or order sort where with filter exists count".split(" "),
);
const after = new Set(
  "eq neq in not like ilike contains containing icontains iexact exact startswith endswith isnull gt gte lt lte asc desc changed was present column field and or is as ignore case before".split(
    " ",
  ),
);

/** Whether an identifier is the column's name, alone or within the name of a method that a tool makes of it. */
export function spellsColumn(identifier: string, { name }: ColumnSubject): boolean {
  const wanted = fold(name);
  // Django joins what it looks through by two underscores: `user__full_name__icontains`.
  if (identifier.split("__").some((part) => fold(part) === wanted)) return true;
  const words = wordsOf(identifier);
  const own = wordsOf(name);
  const start = words.findIndex((_, at) => words.slice(at, at + own.length).join("") === wanted);
  if (start === -1) return false;
  const rest = words.slice(start + own.length);
  const method =
    /^(?:find|get|set|is|has|exists|count|delete|query|read|order|with|by|where|filter|saved)$/;
  const leads = start === 0 || (method.test(words[0] ?? "") && before.has(words[start - 1] ?? ""));
  return leads && (rest.length === 0 || after.has(rest[0] ?? ""));
}

function judgeInSql(sql: SqlAround, subject: ColumnSubject): Sighting | null | "fragment" {
  if (sql.isDefinition) return null;
  const start = sql.text.slice(0, sql.offset);
  const use =
    /\b(?:insert\s+into|replace\s+into)\b[^;]*\([^)]*$|\bset\b(?:(?!\bwhere\b|\bfrom\b)[^;])*$/i.test(
      start,
    )
      ? "writes"
      : "reads";
  const qualifier = /([\p{L}\p{N}_]+)["`\]]?\s*\.\s*["`[]?$/u.exec(start)?.[1];
  if (qualifier !== undefined) {
    const table = sql.aliases.get(fold(qualifier)) ?? fold(qualifier);
    if (subject.models.has(table)) return strong(use);
    if (sql.aliases.has(fold(qualifier)) || sql.tables.has(table)) return null;
    return ownerOfName(qualifier, subject) === "other" ? null : "fragment";
  }
  if ([...sql.tables].some((table) => subject.models.has(table))) return strong(use);
  return sql.tables.size > 0 ? null : "fragment";
}

/** Active Record's `ignored_columns`, and the marks by which other ORMs leave a member out of their statements. */
function isIgnored(file: SourceFile, hit: Hit): boolean {
  const around = `${lineText(file, hit.line - 1)}\n${lineText(file, hit.line)}`;
  // Only a mark of its own line, or of a line that is nothing else.
  if (
    /^[^\n]*\n[^\n]*(?:\s@ignore\b|@Transient\b|\[NotMapped\])|^\s*(?:@Transient|\[NotMapped\])\s*\n/.test(
      around,
    )
  )
    return true;
  for (let line = hit.line; line > 0 && line > hit.line - 6; line -= 1) {
    const text = lineText(file, line);
    if (/\bignored_columns\b/.test(text)) return true;
    if (!/^\s*[:"'\w]*["',]*\s*$/.test(text) && line < hit.line) return false;
  }
  return false;
}

function judgeInString(owners: FileOwners, hit: Hit, subject: ColumnSubject): Sighting | null {
  const { file } = owners;
  const { start, end } = hit.segment;
  const text = file.text.slice(Math.max(start, hit.start - 200), Math.min(end, hit.end + 200));
  const inside = file.text.slice(Math.max(start, hit.start - 200), hit.start);
  const isInterpolated = /[#$]?\{[^{}]*$/.test(inside);
  if (isInterpolated) return judgeInCode(owners, hit, subject);
  const member = ownerOfMember(owners, hit, subject);
  if (member === "own") return strong("reads");
  if (member === "other") return null;
  const tag = /\b(?:db|gorm|bun|pg|xorm):["`]?(?:column:)?[^"`\s]*$/.test(
    textBefore(file, hit.start, 60),
  );
  if (!isName(text) && !isFragment(text) && !tag) {
    // A text over several lines that is no SQL is prose.
    return file.text.slice(start, end).includes("\n") ? null : weak("reads");
  }
  if (isData(file.path)) return judgeInData(owners, hit);
  const isCondition = isFragment(text) && ownerOfScope(owners, hit.line, subject).serves;
  return isCondition ? strong("reads") : judgeNeutral(owners, hit, subject);
}

/** `full_name`, `:full_name`, `-full_name`, `full_name desc`: nothing but the name and how to sort by it. */
function isName(text: string): boolean {
  return /^\s*[-+:@]?[\w.$]+(?:\s+(?:asc|desc))?[?!]?\s*$/i.test(text);
}

/** A condition or list without its statement: `full_name = ?`, `id, full_name`. */
function isFragment(text: string): boolean {
  return (
    /(?:[=<>]\s*(?:[?:$@%]|null)|\b(?:i?like|is\s+(?:not\s+)?null|in\s*\())/i.test(text) ||
    /^\s*\w+(?:\s*,\s*\w+)+\s*$/.test(text)
  );
}

function judgeInCode(owners: FileOwners, hit: Hit, subject: ColumnSubject): Sighting | null {
  const { file } = owners;
  const member = ownerOfMember(owners, hit, subject);
  if (member === "own") return strong(useOf(owners, hit));
  if (member === "other") return null;
  const shape = shapeOf(file, hit);
  if (shape === "definition") return null;
  if (member === "unknown") return judgeNeutral(owners, hit, subject);
  const { owner, scope } = ownerOfScope(owners, hit.line, subject);
  if (owner === "other" && shape !== "argument") return null;
  if (owner === "own" && scope !== null) {
    if (isOverridden(owners, scope, subject)) return null;
    if (isMemberLevel(file, scope, hit)) return strong("declares");
    if (member === "self" || shape !== "local") return strong(useOf(owners, hit));
    return null;
  }
  if (shape === "local") return subject.isCommon ? null : weak("reads");
  const isDerived = fold(hit.identifier) !== fold(subject.name);
  if (member === "self" || (shape === "plain" && !isDerived)) return weak("reads");
  return judgeNeutral(owners, hit, subject);
}

/** A name that does not say itself whose it is: its statement does, or the class around it, or the file. */
function judgeNeutral(owners: FileOwners, hit: Hit, subject: ColumnSubject): Sighting | null {
  const use = useOf(owners, hit);
  const inStatement = ownerInStatement(owners, hit, subject);
  if (inStatement !== "unknown") return inStatement === "own" ? strong(use) : null;
  const { owner, scope } = ownerOfScope(owners, hit.line, subject);
  if (owner === "own" && scope !== null)
    return isOverridden(owners, scope, subject)
      ? null
      : strong(isMemberLevel(owners.file, scope, hit) ? "declares" : use);
  if (owner === "other") return null;
  // The file names the model somewhere: a word that means one thing means this then.
  return subject.isCommon ? weak(use) : strong(use);
}

/** What carries a request or a component's input, and no row. */
const transport = new Set(["body", "query", "params", "props", "request", "req", "input", "args"]);

type Shape = "definition" | "local" | "argument" | "plain";

/** How a name that belongs to nothing stands in its line. */
function shapeOf(file: SourceFile, hit: Hit): Shape {
  const start = textBefore(file, hit.start, 200).split("\n").at(-1) ?? "";
  const rest = textAfter(file, hit.end, 200);
  if (/\b(?:def|function|func|fn|fun|get|sub)\s+(?:self\.)?$/.test(start)) return "definition";
  if (/\b(?:const|let|var|val|my|local)\s+$/.test(start)) return "local";
  const isSymbol = /(?:^|[^:\w]):$/.test(start);
  const isKey = /^["'`]?\s*(?::(?!:)|=>)/.test(rest);
  const isKeyword = /[(,]\s*$/.test(start) && /^\s*=(?!=)/.test(rest);
  const opener = openerBefore(file, hit.start);
  const isParameter =
    /\b(?:def|function|func|fn|fun|constructor|new)\b[^\n]*\($/.test(opener) ||
    (opener.endsWith("(") &&
      /^\s*:\s*[\w&'|<>[\] ]+\s*[,)=]/.test(rest) &&
      !/\.(?:rb|exs?|php|cs|erb)$/.test(file.path));
  if (isParameter) return "local";
  // `const { fullName } = …` takes it out of what stands behind.
  const source = /^[^{}\n]{0,200}\}\s*=\s*([\w.$]{1,80})/.exec(rest)?.[1];
  if (source !== undefined && opener.endsWith("{"))
    return wordsOf(source.split(".").at(-1) ?? "").some((word) => transport.has(word))
      ? "local"
      : "argument";
  if (isSymbol || isKey || isKeyword) return "argument";
  if (/^\s*(?::=|=(?![=>]))/.test(rest)) return "local";
  if (opener.endsWith("{") && /[{,]\s*$/.test(start) && /^\s*[,}]/.test(rest)) return "argument";
  return "plain";
}

/** The nearest bracket that is open at an offset, with its line before it. */
function openerBefore(file: SourceFile, offset: number): string {
  const before = textBefore(file, offset, 400);
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const character = before[at] ?? "";
    if (")]}".includes(character)) depth += 1;
    else if ("([{".includes(character)) {
      if (depth === 0) return before.slice(before.lastIndexOf("\n", at) + 1, at + 1);
      depth -= 1;
    }
  }
  return "";
}

/** Whether a class answers the name by a method of its own: then the column is not read. */
function isOverridden(owners: FileOwners, scope: Scope, { name }: ColumnSubject): boolean {
  const known = owners.overridden.get(scope);
  if (known !== undefined) return known;
  const { text, lineStarts } = owners.file;
  const body = text.slice(lineStarts[scope.from - 1] ?? 0, lineStarts[scope.to] ?? text.length);
  const [first = "", ...others] = wordsOf(name);
  const camel = first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const names = `(?:${escapeExpression(name)}|${escapeExpression(camel)})`;
  const found = new RegExp(`\\b(?:def|get|function|func)\\s+${names}\\b`).test(body);
  owners.overridden.set(scope, found);
  return found;
}

/** Whether a hit stands where a class declares its members: on a line that is indented as the first of them. */
function isMemberLevel(file: SourceFile, scope: Scope, hit: Hit): boolean {
  const first = firstMember(file, scope);
  const own = lineText(file, hit.line);
  return (
    first !== null && indentOf(own) === first && !/^\s*(?:return|yield|if|for|while)\b/.test(own)
  );
}

function firstMember(file: SourceFile, scope: Scope): number | null {
  for (let line = scope.head + 1; line <= scope.to; line += 1) {
    const text = lineText(file, line);
    if (/[\w@[]/.test(text)) return indentOf(text);
  }
  return null;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** By the method that a name is handed to, and by an assignment. */
function useOf({ file }: FileOwners, hit: Hit): Sighting["use"] {
  const rest = textAfter(file, hit.end, 20);
  if (/^["'`\])]*\s*(?:=(?![=>~])|\+=|:=)/.test(rest)) return "writes";
  const line = textBefore(file, hit.start, 200);
  return /\b(?:create|insert|update|upsert|save|values|set|data|assign|permit|cast)\w*!?[\s(:{["'`]/i.test(
    line.split(/[;\n]\s*\n?/).at(-1) ?? "",
  )
    ? "writes"
    : "reads";
}

/** Files of keys and values: what a key means is up to who reads it. */
function isData(path: string): boolean {
  return /\.(?:json5?|jsonc|ya?ml|xml|toml|properties|ini|graphqls?|gql|proto|html?|env)$/i.test(
    path,
  );
}

function strong(use: Sighting["use"]): Sighting {
  return { strength: "strong", use };
}

function weak(use: Sighting["use"]): Sighting {
  return { strength: "weak", use };
}
