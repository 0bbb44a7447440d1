/** The part of WebAssembly's JavaScript interface that is used here; the compiler has it for browsers only. */
declare namespace WebAssembly {
  type Exports = Readonly<Record<string, unknown>>;
  class Module {
    constructor(bytes: BufferSource);
    static imports(module: Module): readonly { readonly name: string }[];
    static exports(module: Module): readonly { readonly name: string }[];
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Exports>>);
    readonly exports: Exports;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Table {
    get(index: number): (...operands: readonly unknown[]) => unknown;
  }
  function compile(bytes: BufferSource): Promise<Module>;
}
