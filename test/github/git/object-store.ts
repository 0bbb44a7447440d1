import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { gitEnvironment, runGit } from "./run-git.ts";

export type ObjectType = "blob" | "tree" | "commit" | "tag";

export interface ObjectHeader {
  readonly oid: string;
  readonly type: ObjectType;
  /** In bytes. */
  readonly size: number;
}

/** Reads objects through two long-lived `git cat-file` processes: no process per object. */
export interface ObjectStore {
  /** Resolves a revision (`main:db/001.sql`, `abc^{tree}`, an object id); null where there is none. */
  readonly find: (revision: string) => Promise<ObjectHeader | null>;
  /** The content of an object that exists. Throws where it does not. */
  readonly read: (oid: string) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export function openObjectStore(directory: string): ObjectStore {
  const headers = startBatch(directory, "--batch-check");
  const contents = startBatch(directory, "--batch");
  const cache = new Map<string, Promise<Buffer>>();

  const find = async (revision: string): Promise<ObjectHeader | null> => {
    // The batch protocol is one revision per line; a path with a line break needs a process of its own.
    if (!/[\n\0]/.test(revision)) return (await headers.ask(revision))?.header ?? null;
    const { code, stdout } = await runGit(directory, ["rev-parse", "--verify", "-q", revision], {
      accepted: [0, 1, 128],
    });
    return code === 0 ? find(stdout.toString().trim()) : null;
  };

  return {
    find,
    read: (oid) => {
      const known = cache.get(oid);
      if (known !== undefined) return known;
      const content = contents.ask(oid).then((answer) => {
        if (answer === null) throw new Error(`The object ${oid} is not in ${directory}.`);
        return answer.content;
      });
      cache.set(oid, content);
      return content;
    },
    close: async () => {
      await Promise.all([headers.close(), contents.close()]);
    },
  };
}

interface BatchAnswer {
  readonly header: ObjectHeader;
  readonly content: Buffer;
}

interface Batch {
  readonly ask: (revision: string) => Promise<BatchAnswer | null>;
  readonly close: () => Promise<void>;
}

/** Answers come in the order of the questions, so a queue of waiting questions is enough. */
function startBatch(directory: string, mode: "--batch" | "--batch-check"): Batch {
  let child: ChildProcessWithoutNullStreams | null = null;
  const waiting: ((answer: BatchAnswer | null) => void)[] = [];
  let chunks: Buffer[] = [];
  let available = 0;
  let wanted = 0;

  const receive = (chunk: Buffer): void => {
    chunks.push(chunk);
    available += chunk.length;
    if (available < wanted) return;
    let buffer = Buffer.concat(chunks);
    wanted = 0;
    while (waiting.length > 0) {
      const lineEnd = buffer.indexOf(10);
      if (lineEnd === -1) break;
      const header = parseHeader(buffer.toString("utf8", 0, lineEnd));
      if (header === null || mode === "--batch-check") {
        waiting.shift()?.(header === null ? null : { header, content: Buffer.alloc(0) });
        buffer = buffer.subarray(lineEnd + 1);
        continue;
      }
      const end = lineEnd + 1 + header.size;
      if (buffer.length < end + 1) {
        wanted = end + 1;
        break;
      }
      waiting.shift()?.({ header, content: Buffer.from(buffer.subarray(lineEnd + 1, end)) });
      buffer = buffer.subarray(end + 1);
    }
    chunks = [buffer];
    available = buffer.length;
  };

  const start = (): ChildProcessWithoutNullStreams => {
    const started = spawn("git", ["cat-file", mode], {
      cwd: directory,
      env: gitEnvironment(directory),
    });
    started.stdout.on("data", receive);
    return started;
  };

  return {
    ask: (revision) =>
      new Promise((resolve) => {
        child ??= start();
        waiting.push(resolve);
        child.stdin.write(`${revision}\n`);
      }),
    close: async () => {
      const running = child;
      if (running === null) return;
      await new Promise<void>((resolve) => {
        running.on("close", () => resolve());
        running.stdin.end();
      });
    },
  };
}

/** `<oid> <type> <size>`; anything else (`… missing`, `… ambiguous`) is an object that is not there. */
function parseHeader(line: string): ObjectHeader | null {
  const match = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(line);
  if (match === null) return null;
  const [, oid = "", type, size] = match;
  return { oid, type: type as ObjectType, size: Number(size) };
}
