import { parseSync, types } from "@babel/core";

/** One small error that a test should notice. */
export interface Mutant {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

type Tree = types.Node;
type Edit = readonly [start: number, end: number, replacement: string];

const operators: Readonly<Record<string, string>> = {
  "&&": "||",
  "||": "&&",
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
};

const methods: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  endsWith: "startsWith",
  startsWith: "endsWith",
};

/** Every mutant of a source. What stands in types, imports and messages is left alone. */
export function findMutants(file: string, source: string): readonly Mutant[] {
  const parsed = parseSync(source, {
    filename: file,
    configFile: false,
    babelrc: false,
    presets: ["@babel/preset-typescript"],
  });
  if (parsed === null) throw new Error(`${file} cannot be parsed.`);
  const found: Mutant[] = [];
  const pending: Tree[] = [parsed];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isLeftAlone(node)) continue;
    for (const [start, end, replacement] of editsOf(node, source)) {
      const line = source.slice(0, start).split("\n").length;
      found.push({ file, line, start, end, replacement });
    }
    pending.push(...childrenOf(node));
  }
  return found;
}

export function applyMutant(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

function isLeftAlone({ type }: Tree): boolean {
  return (
    type === "ImportDeclaration" ||
    type === "TemplateLiteral" ||
    type === "RegExpLiteral" ||
    (type.startsWith("TS") &&
      !["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"].includes(type))
  );
}

function childrenOf(node: Tree): readonly Tree[] {
  const keys = types.VISITOR_KEYS[node.type] ?? [];
  return keys.flatMap((key) => {
    // A key of an object names a field.
    if ((key === "key" || key === "property") && !("computed" in node && node.computed)) return [];
    const child = (node as unknown as Readonly<Record<string, unknown>>)[key];
    return [child].flat().filter(isTree);
  });
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && "type" in value;
}

function editsOf(node: Tree, source: string): readonly Edit[] {
  const [start, end] = extentOf(node);
  const text = (part: Tree): string => source.slice(...extentOf(part));
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression": {
      const other = operators[node.operator];
      if (other === undefined) return [];
      return [[start, end, `(${text(node.left)}) ${other} (${text(node.right)})`]];
    }
    case "IfStatement":
    case "ConditionalExpression":
      return [[...extentOf(node.test), `!(${text(node.test)})`]];
    case "UnaryExpression":
      return node.operator === "!" ? [[start, end, `(${text(node.argument)})`]] : [];
    case "BooleanLiteral":
      return [[start, end, String(!node.value)]];
    case "StringLiteral":
      return isMessage(node.value) ? [] : [[start, end, node.value === "" ? '"mutant"' : '""']];
    case "NumericLiteral":
      return [[start, end, String(node.value + 1)]];
    case "ArrayExpression":
      return node.elements.flatMap((element): readonly Edit[] =>
        element === null ? [] : [[...extentOf(element), "...[]"]],
      );
    case "ReturnStatement":
      return isNothing(node.argument) ? [] : [[start, end, "return undefined;"]];
    case "ExpressionStatement":
      return node.expression.type === "CallExpression" ? [[start, end, ";"]] : [];
    case "CallExpression":
      return editsOfCall(node, text);
    default:
      return [];
  }
}

function editsOfCall(
  { callee, arguments: given }: types.CallExpression,
  text: (part: Tree) => string,
): readonly Edit[] {
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
  const { name } = callee.property;
  const other = methods[name];
  if (other !== undefined) return [[...extentOf(callee.property), other]];
  const [test] = given;
  if (name !== "filter" || test === undefined) return [];
  return [[...extentOf(test), `(...all) => ((${text(test)})(...all), true)`]];
}

/** Where nothing, or a mere truth value, is returned, `undefined` does the same, and the compiler refuses it. */
function isNothing(argument: Tree | null | undefined): boolean {
  return argument == null || ["NullLiteral", "BooleanLiteral"].includes(argument.type);
}

/** A sentence for people: another one is no error that a test of behaviour should find. */
function isMessage(text: string): boolean {
  return /[A-Za-z]+ [A-Za-z]+ [A-Za-z]+/.test(text);
}

function extentOf({ start, end }: Tree): [number, number] {
  return [start ?? 0, end ?? 0];
}
