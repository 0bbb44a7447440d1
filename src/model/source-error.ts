/** A fact could not be read. The message names the thing, the cause and the next step, for the person who reads it. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}
