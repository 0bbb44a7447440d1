import type { BlobText } from "../model/tree.ts";

/** Why a file's text cannot be read as SQL, in one sentence with the next step; null where it can. */
export function problemOfBlob(path: string, blob: BlobText | undefined): string | null {
  switch (blob?.state) {
    case "text":
      return null;
    case "binary":
      return `\`${path}\` is not text, so nothing in it can be read. Save it as UTF-8.`;
    case "too-large":
      return `\`${path}\` has ${blob.bytes.toLocaleString("en-US")} bytes, too many to be read. Move its data out of the migration, or split it.`;
    case "invalid-utf8":
      return `\`${path}\` is not valid UTF-8, so names in it may be misread. Save it as UTF-8.`;
    case undefined:
      return `\`${path}\` was not read. Run the check again; if it stays so, look at the permissions of its token.`;
  }
}

/** The text of a blob without its byte order mark; empty where there is none to read. */
export function textOfBlob(blob: BlobText | undefined): string {
  if (blob?.state !== "text" && blob?.state !== "invalid-utf8") return "";
  return hasByteOrderMark(blob) ? blob.text.slice(1) : blob.text;
}

/** Whether the text begins with a byte order mark, which counts as one blank so that positions stay true. */
export function hasByteOrderMark(blob: BlobText | undefined): boolean {
  return (
    (blob?.state === "text" || blob?.state === "invalid-utf8") && blob.text.startsWith("\uFEFF")
  );
}
