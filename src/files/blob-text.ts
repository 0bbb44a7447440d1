import { isUtf8 } from "node:buffer";

import type { BlobText } from "../model/tree.ts";

/** A file over this size is told, not read. In bytes. */
export const largestBlob = 5_000_000;

/** A file's bytes as text. A zero byte makes it binary, as for git. A byte order mark is kept. */
export function decodeBlob(bytes: Buffer): BlobText {
  if (bytes.byteLength > largestBlob) return { state: "too-large", bytes: bytes.byteLength };
  if (bytes.includes(0)) return { state: "binary" };
  const text = bytes.toString("utf8");
  return isUtf8(bytes) ? { state: "text", text } : { state: "invalid-utf8", text };
}
