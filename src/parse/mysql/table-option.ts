import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import {
  displayName,
  nextKeyword,
  readGroup,
  readName,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { acceptCharacterSet } from "./column-type.ts";

/** Options that are written `NAME [=] value` and change how rows are stored, not what they are. */
const valueOptions = new Set(
  (
    "ENGINE ROW_FORMAT AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM COMPRESSION DELAY_KEY_WRITE ENCRYPTION ENCRYPTED " +
    "ENCRYPTION_KEY_ID ENGINE_ATTRIBUTE SECONDARY_ENGINE_ATTRIBUTE SECONDARY_ENGINE INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS " +
    "MIN_ROWS PACK_KEYS PAGE_CHECKSUM PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL STATS_AUTO_RECALC STATS_PERSISTENT " +
    "STATS_SAMPLE_PAGES TABLESPACE TRANSACTIONAL AUTOEXTEND_SIZE"
  ).split(" "),
);
/** What says how the server shall do it, and changes nothing itself. */
const methodOptions = new Set(["ALGORITHM", "LOCK"]);

/** A table option or a clause that stands for one. */
export function readTableOption(cursor: Cursor, table: QualifiedName): readonly SchemaChange[] {
  const option = (name: string): readonly SchemaChange[] => [
    { kind: "alter-table-option", table, option: name },
  ];
  const keyword = nextKeyword(cursor);
  if (methodOptions.has(keyword)) {
    cursor.take();
    cursor.accept("=");
    readName(cursor);
    return [];
  }
  if (cursor.accept("WITH", "VALIDATION") || cursor.accept("WITHOUT", "VALIDATION")) return [];
  if (cursor.accept("COMMENT")) {
    cursor.accept("=");
    cursor.take();
    return [{ kind: "set-comment", target: `table ${displayName(table)}` }];
  }
  if (valueOptions.has(keyword)) {
    cursor.take();
    cursor.accept("=");
    cursor.take();
    return option(keyword.toLowerCase().replaceAll("_", "-"));
  }
  if (cursor.accept("CONVERT", "TO")) {
    if (!acceptCharacterSet(cursor)) unexpected(cursor, "`CHARACTER SET`");
    readName(cursor);
    if (cursor.accept("COLLATE")) readName(cursor);
    return option("convert-character-set");
  }
  const isDefault = cursor.accept("DEFAULT");
  if (acceptCharacterSet(cursor) || cursor.accept("COLLATE")) {
    cursor.accept("=");
    readName(cursor);
    return option("default-character-set");
  }
  if (isDefault) unexpected(cursor);
  if (cursor.accept("FORCE")) return option("force");
  if (cursor.accept("ENABLE", "KEYS")) return option("enable-keys");
  if (cursor.accept("DISABLE", "KEYS")) return option("disable-keys");
  if (cursor.accept("ORDER", "BY")) {
    while (!cursor.atEnd()) cursor.take();
    return option("order-by");
  }
  if (cursor.accept("UNION")) {
    cursor.accept("=");
    readGroup(cursor);
    return option("union");
  }
  if (["PARTITION", "REORGANIZE", "EXCHANGE", "COALESCE", "REMOVE", "TRUNCATE"].includes(keyword)) {
    throw new UnreadableError("changes of partitions are not read");
  }
  unexpected(cursor);
}
