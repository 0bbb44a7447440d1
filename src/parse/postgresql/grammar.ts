import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { RawStmt } from "./ast.ts";

/** What the grammar makes of a text. */
export type Parsed<Result> =
  | { readonly state: "parsed"; readonly result: Result }
  /** PostgreSQL's own message, and the character (a code point, from 0) it points at; null where it names none. */
  | { readonly state: "refused"; readonly message: string; readonly character: number | null };

/** PostgreSQL's own grammar. It never throws, and one text does not affect the next. */
export interface Grammar {
  readonly parse: (sql: string) => Parsed<readonly RawStmt[]>;
  /** Reads a `DO` or `CREATE FUNCTION` statement in PL/pgSQL. The result is the library's JSON. */
  readonly parseBlock: (sql: string) => Parsed<unknown>;
}

/**
 * Names of imports and exports of `libpg-query.wasm` 18.1.5, which its build shortens to letters. The library's own
 * glue cannot make a fresh instance without waiting, but after a stack overflow that is what is needed. A test
 * compares these names with the file.
 */
export const wasmNames = {
  memory: "z",
  initialize: "A",
  malloc: "C",
  functionTable: "D",
  free: "E",
  parse: "F",
  freeParse: "G",
  parseBlock: "H",
  freeString: "N",
  setThrew: "P",
  restoreStack: "Q",
  currentStack: "R",
} as const;

const memoryLimit = 1024 * 1024 * 1024;
const pageBytes = 65_536;

interface Instance {
  readonly memory: WebAssembly.Memory;
  readonly call: (name: string, ...operands: number[]) => number;
}

/** Thrown through the compiled code where C calls `longjmp`, to its `setjmp`. One for all: an error is costly to make. */
const longJump = new Error("longjmp");

/**
 * PostgreSQL's scanner takes quadratic time for a run of operator characters (it tries `++++` and nested comments
 * again from each place on), so a run of this length is refused before it.
 */
const operatorRunLimit = 1000;
const operatorCharacters = new Set(
  [..."~!@#^&|`?+-*/%<>="].map((character) => character.charCodeAt(0)),
);

/**
 * Compiles the grammar (about 10 ms). The `.wasm` file is looked for beside this module, which is where the bundle
 * has it, and then in the installed library.
 */
export function loadGrammar(): Grammar {
  // V8 would compile the grammar's one huge function anew while it runs: half a gigabyte and a third of a second,
  // which no history of migrations ever earns back.
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
  setFlagsFromString("--wasm-lazy-validation");
  // Not asynchronous: the threads that would compile it meanwhile take longer to start than the work takes.
  const compiled = new WebAssembly.Module(readWasm());
  let instance: Instance | null = instantiate(compiled);

  function run<Result>(
    sql: string,
    task: (instance: Instance, sql: string) => Parsed<Result>,
  ): Parsed<Result> {
    if (hasLongOperatorRun(sql)) {
      const message = `it has more than ${operatorRunLimit} operator characters in a row`;
      return { state: "refused", message, character: null };
    }
    instance ??= instantiate(compiled);
    try {
      return task(instance, sql);
    } catch (error) {
      // Its memory is in an unknown state now. The next text gets a fresh instance.
      instance = null;
      return { state: "refused", message: crashMessage(error), character: null };
    }
  }

  return {
    parse: (sql) => run(sql, parseStatements),
    parseBlock: (sql) => run(sql, parsePlpgsql),
  };
}

function readWasm(): NonSharedBuffer {
  const beside = new URL("libpg-query.wasm", import.meta.url);
  try {
    return readFileSync(beside);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    const installed = createRequire(import.meta.url).resolve("libpg-query/wasm/libpg-query.wasm");
    return readFileSync(installed);
  }
}

function hasLongOperatorRun(sql: string): boolean {
  // Looks at every place that a long run must touch, and only there at its surroundings.
  for (let at = operatorRunLimit - 1; at < sql.length; at += operatorRunLimit) {
    if (!operatorCharacters.has(sql.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && operatorCharacters.has(sql.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    while (operatorCharacters.has(sql.charCodeAt(end))) end += 1;
    if (end - start >= operatorRunLimit) return true;
  }
  return false;
}

function crashMessage(error: unknown): string {
  if (error instanceof RangeError) return "it is nested too deeply to be read";
  const message = error instanceof Error ? error.message : String(error);
  return `the parser gave up (${message})`;
}

function parseStatements(instance: Instance, sql: string): Parsed<readonly RawStmt[]> {
  return withString(instance, sql, (text) => {
    // struct { char *parse_tree; char *stderr_buffer; PgQueryError *error }
    const result = instance.call(wasmNames.parse, text);
    if (result === 0) throw new Error("out of memory");
    try {
      const [tree = 0, , error = 0] = new Uint32Array(instance.memory.buffer, result, 3);
      if (error !== 0) {
        // struct { char *message; char *funcname; char *filename; int lineno; int cursorpos; char *context }
        const [message = 0, , , , position = 0] = new Uint32Array(instance.memory.buffer, error, 5);
        return {
          state: "refused",
          message: readString(instance, message),
          character: position === 0 ? null : position - 1,
        };
      }
      const answer: { readonly stmts?: readonly RawStmt[] } = JSON.parse(
        readString(instance, tree),
      );
      return { state: "parsed", result: answer.stmts ?? [] };
    } finally {
      instance.call(wasmNames.freeParse, result);
    }
  });
}

function parsePlpgsql(instance: Instance, sql: string): Parsed<unknown> {
  return withString(instance, sql, (text) => {
    const result = instance.call(wasmNames.parseBlock, text);
    if (result === 0) throw new Error("out of memory");
    const answer = readString(instance, result);
    instance.call(wasmNames.freeString, result);
    // A result is an object; anything else is PostgreSQL's message.
    if (!answer.startsWith("{")) return { state: "refused", message: answer, character: null };
    return { state: "parsed", result: JSON.parse(answer) };
  });
}

function withString<Result>(
  instance: Instance,
  text: string,
  use: (address: number) => Result,
): Result {
  const bytes = Buffer.from(text, "utf8");
  const address = instance.call(wasmNames.malloc, bytes.length + 1);
  if (address === 0) throw new Error("out of memory");
  const memory = new Uint8Array(instance.memory.buffer);
  memory.set(bytes, address);
  memory[address + bytes.length] = 0;
  // Not freed on a throw: the instance is dropped then.
  const result = use(address);
  instance.call(wasmNames.free, address);
  return result;
}

function readString(instance: Instance, address: number): string {
  const memory = Buffer.from(instance.memory.buffer);
  return memory.toString("utf8", address, memory.indexOf(0, address));
}

function instantiate(compiled: WebAssembly.Module): Instance {
  let exported: WebAssembly.Exports = {};

  function call(name: string, ...operands: number[]): number {
    const target = exported[name];
    if (typeof target !== "function") throw new Error(`libpg-query.wasm exports no ${name}`);
    return Number(target(...operands) ?? 0);
  }

  /** Calls a C function by pointer and turns a `longjmp` out of it into the flag that its `setjmp` looks at. */
  function invoke(pointer: number, ...operands: unknown[]): unknown {
    const table = exported[wasmNames.functionTable];
    if (!(table instanceof WebAssembly.Table)) throw new Error("libpg-query.wasm has no table");
    const stack = call(wasmNames.currentStack);
    try {
      return table.get(pointer)(...operands);
    } catch (error) {
      call(wasmNames.restoreStack, stack);
      if (error !== longJump) throw error;
      call(wasmNames.setThrew, 1, 0);
      return 0;
    }
  }

  function invokeLong(pointer: number, ...operands: unknown[]): unknown {
    const result = invoke(pointer, ...operands);
    return typeof result === "bigint" ? result : 0n;
  }

  function stop(what: string): () => never {
    return () => {
      throw new Error(what);
    };
  }

  function grow(requested: number): number {
    const wanted = requested >>> 0;
    const current = memory().buffer.byteLength;
    if (wanted > memoryLimit) return 0;
    // Half as much again, so that a large text does not grow page by page.
    const target = Math.min(memoryLimit, Math.max(wanted, Math.ceil(current * 1.5)));
    try {
      memory().grow(Math.ceil((target - current) / pageBytes));
      return 1;
    } catch (error) {
      if (error instanceof RangeError) return 0;
      throw error;
    }
  }

  function memory(): WebAssembly.Memory {
    const found = exported[wasmNames.memory];
    if (!(found instanceof WebAssembly.Memory)) throw new Error("libpg-query.wasm has no memory");
    return found;
  }

  const nothing = (): number => 0;
  const instance = new WebAssembly.Instance(compiled, {
    a: {
      a: invoke,
      b: invoke,
      c: stop("an assertion failed"),
      d: invoke,
      e: invoke,
      f: invoke,
      g: invoke,
      h: invoke,
      i: invoke,
      j: invoke,
      k: invoke,
      l: invokeLong,
      m: stop("it called exit"),
      n: invoke,
      o: nothing, // setitimer
      p: () => {
        throw longJump;
      },
      q: grow,
      r: nothing, // fd_read
      s: nothing, // fd_seek
      t: nothing, // fd_write
      u: nothing, // fd_close
      v: stop("it called exit"),
      w: nothing, // runtime keepalive
      x: stop("it called abort"),
      y: invoke,
    },
  });
  exported = instance.exports;
  call(wasmNames.initialize);
  return { memory: memory(), call };
}
