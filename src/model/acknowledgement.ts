/** Tools whose comments in a migration let a statement pass their own check. */
export const acknowledgingTools = [
  "atlas",
  "diesel-guard",
  "eugene",
  "pgfence",
  "squawk",
  "strong-migrations",
] as const;

export type AcknowledgingTool = (typeof acknowledgingTools)[number];

/** What the author of a migration told another tool to let pass: their claim that it is fine. */
export interface Acknowledgement {
  readonly tool: AcknowledgingTool;
  /** As written, without the comment's marks: `squawk-ignore ban-drop-column`. */
  readonly text: string;
  /** The checks that it names, in the tool's words; empty where it names none and means all. */
  readonly checks: readonly string[];
  /** Where it stands. */
  readonly line: number;
}
