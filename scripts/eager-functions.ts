import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";
import { parseAst } from "rolldown/parseAst";

/** Migrations with the statements that most histories have, one folder for each dialect. */
const typicalMigrations = join(import.meta.dirname, "typical-migrations");

/**
 * Marks the functions that linting a typical migration calls as to be compiled at once. V8 compiles a function when it is
 * first called, and Node's compile cache holds only what was compiled before anything ran: without the marks each run
 * compiles a thousand functions anew, a sixth of its time. The mark is the one of a function that is called where it
 * stands: parentheses around it.
 */
export function eagerFunctions(): Plugin {
  return {
    name: "eager-functions",
    writeBundle: {
      order: "post",
      handler({ dir = "dist" }) {
        for (const [path, called] of calledFunctions(resolve(dir))) {
          writeFileSync(path, markFunctions(readFileSync(path, "utf8"), called));
        }
      },
    },
  };
}

/** From where to where a function reaches in its file. */
type Place = `${number}-${number}`;

/** The functions that are called, by the path of their file. */
function calledFunctions(dist: string): ReadonlyMap<string, ReadonlySet<Place>> {
  const found = new Map<string, Set<Place>>();
  for (const dialect of readdirSync(typicalMigrations)) {
    for (const { url, functions } of coverageOfLint(dist, dialect)) {
      const path = join(dist, "chunks", basename(url));
      if (url !== pathToFileURL(path).href) continue;
      const called = found.get(path) ?? new Set();
      found.set(path, called);
      for (const { ranges } of functions) {
        const [whole] = ranges;
        if (whole !== undefined && whole.count > 0)
          called.add(`${whole.startOffset}-${whole.endOffset}`);
      }
    }
  }
  return found;
}

/** What V8 tells of one script: a function's first range is all of it. */
interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly {
    readonly ranges: readonly {
      readonly startOffset: number;
      readonly endOffset: number;
      readonly count: number;
    }[];
  }[];
}

function coverageOfLint(dist: string, dialect: string): readonly ScriptCoverage[] {
  const folder = join(typicalMigrations, dialect);
  const last = readdirSync(folder).toSorted().at(-1) ?? "";
  const written = mkdtempSync(join(tmpdir(), "coverage-"));
  const lint = [join(dist, "cli.js"), "lint", "--dialect", dialect, last];
  const { status, stderr } = spawnSync(process.execPath, lint, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_V8_COVERAGE: written, NODE_DISABLE_COMPILE_CACHE: "1" },
  });
  // The last migration of each is one that lint blocks.
  if (status !== 1) throw new Error(`lint of ${folder} failed: ${stderr}`);
  const [file = ""] = readdirSync(written);
  const { result } = JSON.parse(readFileSync(join(written, file), "utf8")) as {
    readonly result: readonly ScriptCoverage[];
  };
  rmSync(written, { recursive: true });
  return result;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Something to put in at a place; what closes stands before what opens there. */
interface Insertion {
  readonly at: number;
  readonly text: "(" | ")";
}

/**
 * A declaration has no place for parentheses, so one at the top becomes a variable in front of all that runs: there it
 * is as early as it was.
 */
export function markFunctions(code: string, called: ReadonlySet<string>): string {
  const program = parseAst(code);
  const declared: { readonly name: string; readonly node: SyntaxNode }[] = [];
  const insertions: Insertion[] = [];
  walk(program, null, (node, parent) => {
    if (!/Function/.test(node.type) || !called.has(`${node.start}-${node.end}`)) return;
    if (node.type !== "FunctionDeclaration") {
      if (!isMethod(parent))
        insertions.push({ at: node.start, text: "(" }, { at: node.end, text: ")" });
    } else if (parent?.type === "Program" && "id" in node && isNamed(node.id)) {
      declared.push({ name: node.id.name, node });
    }
  });
  insertions.sort((one, other) => one.at - other.at || (one.text === ")" ? -1 : 1));
  declared.sort((one, other) => one.node.start - other.node.start);
  const imports = program.body.filter(({ type }) => type === "ImportDeclaration");
  const top = imports.at(-1)?.end ?? 0;
  const variables = declared.map(({ name, node }) => {
    const text = inserted(code, node.start, node.end, insertions);
    const anonymous = text.replace(/^((?:async )?function)\s*(\*?)\s*[\w$]+/, "$1$2");
    return `var ${name}=(${anonymous});`;
  });
  const rest: string[] = [];
  let at = top;
  for (const { node } of declared) {
    rest.push(inserted(code, at, node.start, insertions));
    at = node.end;
  }
  rest.push(inserted(code, at, code.length, insertions));
  return `${code.slice(0, top)}\n${variables.join("")}${rest.join("")}`;
}

/** A stretch of code with what is to be put in. */
function inserted(
  code: string,
  start: number,
  end: number,
  insertions: readonly Insertion[],
): string {
  const parts: string[] = [];
  let from = start;
  for (const { at, text } of insertions) {
    // What closes at the start, or opens at the end, belongs to the neighbour.
    if (at < start || at > end || (at === start && text === ")") || (at === end && text === "("))
      continue;
    parts.push(code.slice(from, at), text);
    from = at;
  }
  parts.push(code.slice(from, end));
  return parts.join("");
}

/** Methods, getters and setters have no parentheses either. */
function isMethod(parent: SyntaxNode | null): boolean {
  if (parent?.type === "MethodDefinition") return true;
  if (parent?.type !== "Property") return false;
  return (
    ("method" in parent && parent.method === true) || ("kind" in parent && parent.kind !== "init")
  );
}

function isNamed(id: unknown): id is { readonly name: string } {
  return typeof id === "object" && id !== null && "name" in id && typeof id.name === "string";
}

function walk(
  value: unknown,
  parent: SyntaxNode | null,
  visit: (node: SyntaxNode, parent: SyntaxNode | null) => void,
): void {
  if (typeof value !== "object" || value === null) return;
  const node = isSyntaxNode(value) ? value : null;
  if (node !== null) visit(node, parent);
  for (const child of Object.values(value)) walk(child, node ?? parent, visit);
}

function isSyntaxNode(value: object): value is SyntaxNode {
  return "type" in value && typeof value.type === "string" && "start" in value && "end" in value;
}
