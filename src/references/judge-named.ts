import { fold } from "./identifier.ts";
import type { Sighting } from "./judge-column.ts";
import { textAfter, textBefore, type Hit, type SourceFile } from "./source-file.ts";
import { sqlAround } from "./sql-around.ts";
import type { NamedSubject } from "./subject.ts";

const strong: Sighting = { strength: "strong", use: "reads" };
const weak: Sighting = { strength: "weak", use: "reads" };

/** Judges one place that holds the name of a function, type, sequence, schema or constraint. */
export function judgeNamed(file: SourceFile, hit: Hit, subject: NamedSubject): Sighting | null {
  if (hit.segment.kind === "comment" || fold(hit.identifier) !== fold(subject.name)) return null;
  const before = textBefore(file, hit.start, 80);
  const after = textAfter(file, hit.end, 40);
  const isExact = hit.identifier.toLowerCase() === subject.name.toLowerCase();
  const sql = sqlAround(file, hit);
  if (sql?.isDefinition === true) return null;
  const isString = hit.segment.kind === "string";
  const isWhole = isString && hit.start === hit.segment.start && hit.end === hit.segment.end;
  switch (subject.kind) {
    case "constraint":
      // Nothing else that names a constraint breaks without it.
      return /\bon\s+constraint\s+["`]?$/i.test(before) ? { ...strong, use: "writes" } : weak;
    case "function":
      if (isExact && sql !== null && /^["`]?\s*\(/.test(after)) return strong;
      if (isExact && isString && /^["`]?\s*\(/.test(after) && !subject.isCommon) return strong;
      if (/\bfunc\.$/.test(before)) return strong;
      if (
        isWhole &&
        /\b(?:rpc|callproc|call|procedure\w*|function\w*|name)\b[^\w"'`]{0,6}["'`]$/i.test(before)
      )
        return strong;
      return weak;
    case "type":
      if (
        isExact &&
        (/::\s*["`]?(?:\w+["`]?\.["`]?)?$/.test(before) ||
          (sql !== null && /\bas\s+["`]?(?:\w+\.)?$/i.test(before)))
      )
        return strong;
      if (/\.prisma$/.test(file.path) && /(?:\benum\s+|@@map\(")$/.test(before))
        return { ...strong, use: "declares" };
      if (isWhole && isExact && /(?:name|enum|type)\w*[^\w"'`]{0,6}["'`]$/i.test(before))
        return { ...strong, use: "declares" };
      return weak;
    case "sequence":
      return isExact && isString && (!subject.isCommon || sql !== null) ? strong : weak;
    case "schema":
      return isExact && sql !== null && /^["`]?\.\s*["`\w]/.test(after) ? strong : weak;
  }
}
