import { endsWithName, fold, wordsOf } from "./identifier.ts";
import { lineText, type SourceFile } from "./source-file.ts";

/** A class, struct, model or table declaration, from its first annotation to its end. */
export interface Scope {
  readonly name: string;
  /** Lines, from 1. */
  readonly from: number;
  readonly head: number;
  to: number;
  readonly indent: number;
  /** Folded names of the tables that it is mapped to, where it says so. */
  readonly tables: Set<string>;
  /** Whether it looks like a mapping of a table: by its base class, annotations or builder. */
  isMapping: boolean;
}

const head =
  /^\s*(?:(?:export|default|abstract|public|private|protected|internal|final|static|sealed|data|open|partial|pub(?:\(\w+\))?|declare|readonly)\s+)*(?:class|interface|struct|record|object|model|enum|trait|impl|defmodule|module|type|input|view)\s+(?:class\s+)?([\p{L}_][\p{L}\p{N}_.]*)/u;
const builder =
  /(?:\b(?:[A-Za-z]*[tT]able(?:Creator)?|define|model|Entity|EntitySchema)\s*(?:<\s*([\w.]+)\s*>\s*)?\(\s*(?:["'`]([\w.]+)["'`])?|\bschema\s+["']([\w.]+)["']\s+do\b)/;
/** Inside `table! { … }` of Diesel. */
const dieselTable = /^\s*(?:\w+\.)?(\w+)\s*\([\w, ]*\)\s*\{\s*$/;
/** They hold settings of the class around them. */
const settings = new Set(["meta", "config", "media", "params", "companion", "builder"]);

const tableNames: readonly RegExp[] = [
  /\b(?:__tablename__|db_table|self\.table_name|table_name|tableName|\$table)\s*[:=]\s*["'`]?(?:\w+\.)?(\w+)/,
  /(?:@Table|@Entity|\[Table|ORM\\Table|@DatabaseTable|ToTable|@@map|\bTableName\(\)\s*string\s*\{\s*return)\W[^"'`\n]{0,60}["'`](?:\w+\.)?(\w+)["'`]/,
];
const mapping =
  /ApplicationRecord|ActiveRecord|models\.Model|db\.Model|\bBase\b|BaseEntity|DeclarativeBase|SQLModel|extends\s+(?:Model|Eloquent)\b|@Entity|ORM\\Entity|Queryable|Insertable|Selectable|gorm[.:"]|\bdb:"|Ecto\.Schema|\bschema\s+"|__tablename__|db_table|tableName|table_name|\$fillable|\$table|@Table|\[Table|FromRow|@@map|@@id/;

/** Finds the declarations of a file by their heads and indentation, in one pass over its lines. */
export function findScopes(file: SourceFile): readonly Scope[] {
  const scopes: Scope[] = [];
  const open: Scope[] = [];
  let annotations = 0;
  let insideDiesel = false;
  for (let line = 1; line <= file.lineStarts.length; line += 1) {
    const text = lineText(file, line);
    const trimmed = text.trim();
    if (trimmed === "") continue;
    const indent = text.length - text.trimStart().length;
    const isClosing = /^[}\])]|^end\b/.test(trimmed);
    if (/\btable!\s*\{/.test(text)) insideDiesel = true;
    const started = startOf(text, insideDiesel);
    // The text of a docstring has its own indentation, and a brace alone belongs to the head above it.
    if (!isOutside(file, line) && trimmed !== "{") {
      for (let top = open.at(-1); top !== undefined && indent <= top.indent; top = open.at(-1)) {
        top.to = line - (isClosing ? 0 : 1);
        if (isClosing) noteMapping(top, text);
        open.pop();
        if (isClosing && indent === top.indent) break;
      }
    }
    if (started !== null && !settings.has(fold(started.name)) && !isOutside(file, line)) {
      const from = annotations === 0 ? line : annotations;
      const scope: Scope = {
        name: started.name,
        from,
        head: line,
        to: file.lineStarts.length,
        indent,
        tables: new Set(started.table === null ? [] : [fold(started.table)]),
        isMapping: started.table !== null,
      };
      for (let at = from; at < line; at += 1) noteMapping(scope, lineText(file, at));
      scopes.push(scope);
      open.push(scope);
    }
    const inner = open.at(-1);
    if (inner !== undefined) noteMapping(inner, text);
    else noteReceiver(scopes, text);
    annotations = /^(?:@|\[|#\[)/.test(trimmed) ? (annotations === 0 ? line : annotations) : 0;
  }
  return scopes;
}

/** Go says the table of a struct in a method outside of it. */
function noteReceiver(scopes: readonly Scope[], text: string): void {
  const receiver = /^func\s*\(\w*\s*\*?(\w+)\)\s*TableName\b/.exec(text)?.[1];
  const scope = scopes.findLast(({ name }) => name === receiver);
  if (scope !== undefined) noteMapping(scope, text);
}

function startOf(
  text: string,
  insideDiesel: boolean,
): { readonly name: string; readonly table: string | null } | null {
  const declared = head.exec(text)?.[1];
  const built = builder.exec(text);
  const table = built?.[2] ?? built?.[3] ?? null;
  if (declared !== undefined) return { name: lastPart(declared), table };
  if (table !== null) return { name: lastPart(table), table };
  if (built?.[1] !== undefined) return { name: lastPart(built[1]), table: null };
  const diesel = insideDiesel ? dieselTable.exec(text)?.[1] : undefined;
  return diesel === undefined ? null : { name: diesel, table: diesel };
}

function lastPart(name: string): string {
  return name.split(".").at(-1) ?? name;
}

function noteMapping(scope: Scope, text: string): void {
  for (const pattern of tableNames) {
    const table = pattern.exec(text)?.[1];
    if (table !== undefined) scope.tables.add(fold(table));
  }
  if (!scope.isMapping && mapping.test(text)) scope.isMapping = true;
}

/** Whether a line begins inside of a string or comment. */
function isOutside({ segments, lineStarts }: SourceFile, line: number): boolean {
  const start = lineStarts[line - 1] ?? 0;
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const segment = segments[low - 1];
  return segment !== undefined && segment.kind !== "code" && segment.end > start;
}

/** The scopes around a line, the innermost first. */
export function scopesAround(scopes: readonly Scope[], line: number): readonly Scope[] {
  return scopes.filter(({ from, to }) => from <= line && line <= to).toReversed();
}

/** What stands behind a model's name in the name of a class that stands for it, or that serves it. */
const standIns = new Set(["model", "entity", "table", "record", "row", "schema", "attributes"]);
const servants = new Set(
  "dao repository repo store service services controller serializer admin factory resource policy query queries mapper params manager".split(
    " ",
  ),
);

/**
 * Whether a scope is of one of these tables: the one it is mapped to, or else by its name. A `servant` speaks of the
 * model, but its own members are not the table's columns: `UserSerializer`.
 */
export function scopeIsOf(scope: Scope, names: ReadonlySet<string>): "model" | "servant" | "no" {
  if (scope.tables.size > 0)
    return [...scope.tables].some((table) => names.has(table)) ? "model" : "no";
  if (names.has(fold(scope.name))) return "model";
  const words = wordsOf(scope.name);
  const last = words.at(-1) ?? "";
  const rest = words.slice(0, -1).join("_");
  if (rest === "" || !endsWithName(rest, names)) return "no";
  if (standIns.has(last) && names.has(fold(rest))) return "model";
  return servants.has(last) ? "servant" : "no";
}
