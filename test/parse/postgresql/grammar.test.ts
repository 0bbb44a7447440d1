import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { loadGrammar, wasmNames } from "../../../src/parse/postgresql/grammar.ts";

const require = createRequire(import.meta.url);

test("the names of the compiled grammar are those of the installed library", () => {
  const glue = readFileSync(require.resolve("libpg-query/wasm/libpg-query.js"), "utf8");
  const exported = {
    _malloc: wasmNames.malloc,
    _free: wasmNames.free,
    _wasm_parse_query_raw: wasmNames.parse,
    _wasm_free_parse_result: wasmNames.freeParse,
    _wasm_parse_plpgsql: wasmNames.parseBlock,
    _wasm_free_string: wasmNames.freeString,
    _setThrew: wasmNames.setThrew,
    __emscripten_stack_restore: wasmNames.restoreStack,
    _emscripten_stack_get_current: wasmNames.currentStack,
    memory: wasmNames.memory,
    __indirect_function_table: wasmNames.functionTable,
  };
  for (const [name, letter] of Object.entries(exported)) {
    expect(glue).toMatch(new RegExp(`[ ;{,]${name}=[\\w=[\\]".]*wasmExports\\["${letter}"\\]`));
  }
  expect(glue).toContain(`wasmExports["${wasmNames.initialize}"]()`);
  const imports = /var wasmImports=\{([^}]*)\}/.exec(glue)?.[1] ?? "";
  expect(Object.fromEntries(imports.split(",").map((pair) => pair.split(":")))).toMatchObject({
    c: "___assert_fail",
    l: "invoke_ji",
    m: "_exit",
    o: "__setitimer_js",
    p: "__emscripten_throw_longjmp",
    q: "_emscripten_resize_heap",
    r: "_fd_read",
    s: "_fd_seek",
    t: "_fd_write",
    u: "_fd_close",
    v: "_proc_exit",
    w: "__emscripten_runtime_keepalive_clear",
    x: "__abort_js",
  });
});

test("after a stack overflow the next text gets a fresh instance", async () => {
  const grammar = await loadGrammar();
  for (let round = 0; round < 20; round += 1) {
    expect(grammar.parse(`SELECT 1${"+1".repeat(50_000)}`)).toMatchObject({ state: "refused" });
    expect(grammar.parse("SELECT 1")).toMatchObject({ state: "parsed" });
    expect(grammar.parseBlock("DO $$ BEGIN NULL; END $$")).toMatchObject({ state: "parsed" });
    expect(grammar.parse("SELECT FROM WHERE")).toMatchObject({ state: "refused", character: 12 });
  }
});
