/** Lines of the file after the change, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** The stretches of a file that its patch shows, changed lines and those around them: there a comment can stand. */
export function commentableLines(patch: string): readonly LineRange[] {
  return patch.split("\n").flatMap((line) => {
    const header = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (header === null) return [];
    const first = Number(header[1]);
    const count = Number(header[2] ?? "1");
    return count === 0 ? [] : [{ first, last: first + count - 1 }];
  });
}
