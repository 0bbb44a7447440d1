import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Markdown as GitHub's parser reads it, before GitHub's own filter takes out what is dangerous. */
export function toHtml(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

/** The names of all tags, opening ones only, in order. */
export function tagsOf(html: string): readonly string[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map((match) => (match[1] ?? "").toLowerCase());
}

export function addressesOf(html: string): readonly string[] {
  return [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => decode(match[1] ?? ""));
}

/** What a reader sees. */
export function textOf(html: string): string {
  return decode(html.replace(/<!--.*?-->/gs, "").replace(/<[^>]*>/g, ""));
}

/** What a reader sees outside of code and links: where GitHub would look for mentions and references. */
export function textOutsideCode(html: string): string {
  const bare = html
    .replace(/<pre>.*?<\/pre>/gs, "")
    .replace(/<code[^>]*>.*?<\/code>/gs, "")
    .replace(/<a [^>]*>.*?<\/a>/gs, "");
  return textOf(bare);
}

/** Every opened element is closed in its order. */
export function isBalanced(html: string): boolean {
  const open: string[] = [];
  for (const match of html
    .replace(/<!--.*?-->/gs, "")
    .matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/gi)) {
    const name = (match[2] ?? "").toLowerCase();
    if (match[3] === "/" || ["br", "hr", "img", "input"].includes(name)) continue;
    if (match[1] === "") open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
