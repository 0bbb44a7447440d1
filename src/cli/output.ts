import { fstatSync, statSync, writeSync } from "node:fs";
import { devNull } from "node:os";

/** Where the command line prints to. */
export interface Output {
  /** Whether a person may be reading along. */
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/**
 * Prints to a descriptor of the process. Node's own stream for it takes 3 ms to load, a tenth of a whole run of
 * nothing: a terminal needs it, and a reader that is too slow or gone; a file, a pipe and the null device do not.
 */
export function outputTo(descriptor: 1 | 2, stream: () => NodeJS.WriteStream): Output {
  const isTerminal = (): boolean => mayBeTerminal(descriptor) && stream().isTTY;
  return {
    get isTTY() {
      return isTerminal();
    },
    write(text) {
      const rest = isTerminal() ? Buffer.from(text) : writeNow(descriptor, Buffer.from(text));
      if (rest.length > 0) stream().write(rest);
    },
  };
}

/** Writes as much as goes without waiting, and gives the rest. */
function writeNow(descriptor: number, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch {
    // The stream waits for a reader that is slow, and tells of one that is gone.
  }
  return rest;
}

function mayBeTerminal(descriptor: number): boolean {
  const open = fstatSync(descriptor);
  return open.isCharacterDevice() && open.rdev !== nullDevice();
}

function nullDevice(): number | null {
  return process.platform === "win32" ? null : statSync(devNull).rdev;
}
