const width = 100;

/** A comment's Markdown as a terminal can show it: no HTML, folded sections opened, long lines wrapped. */
export function toTerminal(markdown: string, margin: string): string {
  const lines = markdown
    .replace(/<!--.*?-->\n?/gs, "")
    .replace(/<summary>(.*?)<\/summary>/gs, "\n▸ $1")
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<\/?[a-z][^>]*>/g, "")
    .replace(/&(lt|gt|amp|#\d+);/g, (entity, name: string) => entities[name] ?? entity)
    .replace(/\n{3,}/g, "\n\n")
    .trim()
    .split("\n")
    .filter((line) => !/^\|[\s:|-]+\|$/.test(line));
  return lines
    .flatMap((line) => wrap(line, width - margin.length))
    .map((line) => `${margin}${line}`)
    .join("\n");
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&" };

function wrap(line: string, limit: number): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > limit) {
    const space = rest.lastIndexOf(" ", limit);
    const end = space > 20 ? space : limit;
    lines.push(rest.slice(0, end));
    rest = `  ${rest.slice(end).trimStart()}`;
  }
  return [...lines, rest];
}
