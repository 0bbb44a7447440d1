/** A stretch of a file: code, a comment, or the text of a string without its quotes. */
export interface Segment {
  readonly kind: "code" | "comment" | "string";
  readonly start: number;
  readonly end: number;
}

/** How a language marks comments and strings. */
interface Marks {
  /** Opens a comment up to the end of its line. */
  readonly line: readonly string[];
  readonly block: readonly (readonly [open: string, close: string])[];
  /** May span lines, the longer first. */
  readonly long: readonly (readonly [open: string, close: string])[];
  /** End with their line at the latest. */
  readonly short: readonly string[];
}

const slashes = { line: ["//"], block: [["/*", "*/"]] } as const;
const html = { line: [], block: [["<!--", "-->"]] } as const;

const families: readonly (readonly [extensions: RegExp, marks: Marks])[] = [
  [
    /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/,
    {
      line: ["//"],
      block: [
        ["/*", "*/"],
        ["<!--", "-->"],
      ],
      long: [["`", "`"]],
      short: ['"', "'"],
    },
  ],
  [
    /\.(?:py|pyi)$/,
    {
      line: ["#"],
      block: [],
      long: [
        ['"""', '"""'],
        ["'''", "'''"],
      ],
      short: ['"', "'"],
    },
  ],
  [/\.(?:exs?|eex|heex)$/, { line: ["#"], block: [], long: [['"""', '"""']], short: ['"'] }],
  [
    /\.(?:rb|rake|gemspec|cr)$/,
    { line: ["#"], block: [["=begin", "=end"]], long: [], short: ['"', "'"] },
  ],
  [
    /\.erb$/,
    {
      line: [],
      block: [
        ["<%#", "%>"],
        ["<!--", "-->"],
      ],
      long: [],
      short: ['"', "'"],
    },
  ],
  [/\.go$/, { ...slashes, long: [["`", "`"]], short: ['"'] }],
  [/\.(?:java|kts?|scala|groovy|swift)$/, { ...slashes, long: [['"""', '"""']], short: ['"'] }],
  [
    /\.(?:cs|fs|vb)$/,
    {
      ...slashes,
      long: [
        ['"""', '"""'],
        ['@"', '"'],
      ],
      short: ['"'],
    },
  ],
  [/\.rs$/, { ...slashes, long: [['r#"', '"#']], short: ['"'] }],
  [
    /\.(?:php|phtml|twig)$/,
    { line: ["//", "# "], block: [["/*", "*/"]], long: [], short: ['"', "'"] },
  ],
  [
    /\.(?:c|cc|cpp|h|hpp|m|mm|dart|proto|prisma|graphqls?|gql)$/,
    { ...slashes, long: [], short: ['"', "'"] },
  ],
  [/\.(?:sql|psql|ddl|hql|cql)$/, { line: ["--"], block: [["/*", "*/"]], long: [], short: [] }],
  [
    /\.(?:sh|bash|zsh|pl|r|ya?ml|toml|ini|conf|tf|nix)$/i,
    { line: ["#"], block: [], long: [], short: ['"', "'"] },
  ],
  [/\.(?:x?html?|xml|hbm|jsp|mustache|hbs|ejs|liquid)$/, { ...html, long: [], short: [] }],
];

const plain: Marks = { line: ["//", "# "], block: [["/*", "*/"]], long: [], short: ['"', "'"] };

/**
 * Splits a file into code, comments and strings, in one pass. It is no parser: where it errs, a stretch is taken for
 * code, which is searched as well.
 */
export function splitSegments(path: string, text: string): readonly Segment[] {
  const marks = families.find(([extensions]) => extensions.test(path))?.[1] ?? plain;
  const opener = openerOf(marks);
  const segments: Segment[] = [];
  let at = 0;
  for (let match = opener.exec(text); match !== null; match = opener.exec(text)) {
    const open = match[0];
    if (match.index > at) segments.push({ kind: "code", start: at, end: match.index });
    const inside = match.index + open.length;
    const { kind, end, next } = closeOf(marks, text, open, inside);
    segments.push({ kind, start: inside, end });
    at = next;
    opener.lastIndex = next;
  }
  if (at < text.length) segments.push({ kind: "code", start: at, end: text.length });
  return segments;
}

function openerOf({ line, block, long, short }: Marks): RegExp {
  const opens = [...block, ...long].map(([open]) => open);
  const all = [...opens, ...line, ...short].toSorted((a, b) => b.length - a.length);
  return all.length === 0 ? /(?!)/g : new RegExp(all.map(escapeExpression).join("|"), "g");
}

function closeOf(
  marks: Marks,
  text: string,
  open: string,
  inside: number,
): { readonly kind: "comment" | "string"; readonly end: number; readonly next: number } {
  const block = marks.block.find(([mark]) => mark === open);
  if (block !== undefined) {
    const end = indexOrEnd(text, block[1], inside);
    return { kind: "comment", end, next: Math.min(text.length, end + block[1].length) };
  }
  if (marks.line.includes(open)) {
    const end = indexOrEnd(text, "\n", inside);
    return { kind: "comment", end, next: end };
  }
  const long = marks.long.find(([mark]) => mark === open);
  const close = long?.[1] ?? open;
  const end = stringEnd(text, inside, close, long === undefined);
  const isClosed = text.startsWith(close, end);
  return { kind: "string", end, next: isClosed ? end + close.length : end };
}

/** Where a string ends; a backslash takes the next character's meaning away. */
function stringEnd(text: string, inside: number, close: string, onOneLine: boolean): number {
  const stop = onOneLine ? indexOrEnd(text, "\n", inside) : text.length;
  for (let at = inside; at < stop; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text.startsWith(close, at)) return at;
  }
  return stop;
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

export function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
