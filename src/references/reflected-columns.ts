import { scopeIsOf, type Scope } from "./scopes.ts";
import { escapeExpression } from "./segments.ts";
import { lineText, type SourceFile } from "./source-file.ts";
import type { ColumnSubject } from "./subject.ts";

const record = /^\s*class\s+[\w:]+\s*<\s*(?:::)?(?:[\w:]*Record|ActiveRecord::Base)\b/;

/**
 * The classes of Active Record that use a column without its name: they read the list of columns when they start, and
 * write all of them, but for those that they are told to ignore. By the line of their head.
 */
export function reflectingClasses(
  file: SourceFile,
  scopes: () => readonly Scope[],
  subject: ColumnSubject,
): readonly number[] {
  if (!file.path.endsWith(".rb") || ignores(file.text, subject.name)) return [];
  return scopes()
    .filter(
      (scope) =>
        record.test(lineText(file, scope.head)) && scopeIsOf(scope, subject.models) === "model",
    )
    .map(({ head }) => head);
}

/** `self.ignored_columns += ["full_name"]`, over a few lines; `ignore_column :full_name`. */
function ignores(text: string, column: string): boolean {
  const ignored = new RegExp(
    `\\bignored?_columns?\\b[^\\n]{0,300}(?:\\n[^\\n]{0,300}){0,8}?\\b${escapeExpression(column)}\\b`,
  );
  return ignored.test(text);
}

/** Texts one of which such a class holds, in lower case. */
export function reflectionTexts(table: string, models: ReadonlySet<string>): readonly string[] {
  return [
    ...[...models].flatMap((model) => [`class ${model} <`, `::${model} <`]),
    `table_name = "${table}"`,
    `table_name = '${table}'`,
  ];
}
