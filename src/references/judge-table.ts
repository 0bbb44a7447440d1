import { fold } from "./identifier.ts";
import type { Sighting } from "./judge-column.ts";
import { scopeIsOf, type Scope } from "./scopes.ts";
import { lineText, textAfter, textBefore, type Hit, type SourceFile } from "./source-file.ts";
import { sqlAround } from "./sql-around.ts";
import type { TableSubject } from "./subject.ts";

/** Judges one place that holds a table's or view's name; null where it is surely something else. */
export function judgeTable(
  file: SourceFile,
  scopes: readonly Scope[],
  hit: Hit,
  subject: TableSubject,
): Sighting | null {
  if (hit.segment.kind === "comment" || !subject.models.has(fold(hit.identifier))) return null;
  const sql = sqlAround(file, hit);
  if (sql !== null && sql.tables.has(fold(hit.identifier))) {
    const before = sql.text.slice(0, sql.offset);
    if (
      /(?:\b(?:from|join|into|update|only|using|table|truncate|copy)\s+|,\s*|\.)["'`[(]*(?:\w+["`]?\.["`]?)?$/i.test(
        before,
      )
    )
      return sql.isDefinition
        ? null
        : {
            strength: "strong",
            use: /(?:into|update|truncate|delete\s+from)\W*$/i.test(before) ? "writes" : "reads",
          };
  }
  if (isIgnored(file, hit)) return null;
  return hit.segment.kind === "string"
    ? judgeInString(file, hit, subject)
    : judgeInCode(file, scopes, hit, subject);
}

/** Calls, annotations and settings that take a table's name. */
const takesTable =
  /(?:from(?:\s+\w+\s+in)?|into|table|tablename|table_name|__tablename__|db_table|join|update|insert|delete|knex|db|trx|tx|schema|entity|map|define|model|relation|target)\w*[^\w"'`]{0,6}["'`]?(?:\w+\.)?$/i;

/** `@Table(name = "users")`, `[Table("users")]`, `@Entity({ name: "users" })`. */
const annotation =
  /[@[\\](?:Table|Entity|JoinTable|CollectionTable|ViewEntity)\b[^)\]\n]{0,60}["'`](?:\w+\.)?$/;

function judgeInString(file: SourceFile, hit: Hit, subject: TableSubject): Sighting | null {
  const { start, end } = hit.segment;
  const whole = file.text.slice(Math.max(start, hit.start - 80), Math.min(end, hit.end + 80));
  if (!/^\s*(?:\w+\.)?\w+\s*$/.test(whole)) return { strength: "weak", use: "reads" };
  const declares = /(?:table|entity|map|schema|define|model)\w*[^\w"'`]{0,8}["'`]?(?:\w+\.)?$/i;
  const before = textBefore(file, hit.start, 60);
  const isPlainName = fold(hit.identifier) === fold(subject.name);
  if (isPlainName && annotation.test(before)) return { strength: "strong", use: "declares" };
  if (isPlainName && takesTable.test(before))
    return { strength: "strong", use: declares.test(before) ? "declares" : "reads" };
  return { strength: "weak", use: "reads" };
}

const queries =
  /^\s*[.:]{1,2}\s*(?:where|find\w*|objects|query|create\w*|all|first|last|select|count|order\w*|delete\w*|destroy\w*|update\w*|insert\w*|upsert\w*|pluck|joins|includes|exists\w*|with\w*|table|load\w*|new|class|build)\b/;
const clients = /\b(?:prisma|db|knex|context|ctx|trx|tx|em|orm|database|models|dsl)\.$/i;
const session =
  /\b(?:query|select|from|add|Repository|get|Set|DbSet|all|insert|delete|one|model|schema|Entity|alias|Repo\.\w+)\s*[(<]+\s*$/;

function judgeInCode(
  file: SourceFile,
  scopes: readonly Scope[],
  hit: Hit,
  subject: TableSubject,
): Sighting | null {
  const before = textBefore(file, hit.start, 80);
  const rest = textAfter(file, hit.end, 60);
  const declared = scopes.find(({ head }) => head === hit.line);
  if (declared !== undefined && scopeIsOf(declared, subject.models) === "model") {
    const isModel = declared.isMapping || !subject.isCommon || /\.prisma$/.test(file.path);
    return { strength: isModel ? "strong" : "weak", use: "declares" };
  }
  const isType = /^\p{Lu}/u.test(hit.identifier);
  const line = lineText(file, hit.line);
  if (/@@map|table_name\s*=/.test(line)) return { strength: "strong", use: "declares" };
  // A class of this name that is mapped in the same file is what the name means in it.
  const isMapped = scopes.some(
    (scope) => scope.isMapping && scopeIsOf(scope, subject.models) === "model",
  );
  const isAsked = queries.test(rest) || session.test(before);
  if (clients.test(before)) return { strength: "strong", use: "reads" };
  if (isType && (isMapped || isAsked || !subject.isCommon))
    return { strength: "strong", use: "reads" };
  if (!subject.isCommon && (/(?:^|[^:\w]):$|\w\.$|::$/.test(before) || /^::/.test(rest)))
    return { strength: "strong", use: "reads" };
  return { strength: "weak", use: "reads" };
}

/** A module's own name, and what is only listed to be imported. */
function isIgnored(file: SourceFile, hit: Hit): boolean {
  return /^\s*(?:package|namespace)\s/.test(lineText(file, hit.line));
}
