import { escapeHtml } from "./escape-markdown.ts";

/**
 * A page that stands alone, for looking at a rendered comment: no script, no address outside of it. `bodyHtml` is
 * put in as it is and must be safe HTML already; `title` is any text.
 */
export function renderPage(title: string, bodyHtml: string): string {
  const safeTitle = escapeHtml(title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${safeTitle}</title>
<style>
${styles}
</style>
</head>
<body>
<main>
<header>${safeTitle}</header>
<article>
${bodyHtml}
</article>
</main>
</body>
</html>
`;
}

const styles = `:root {
  --text: #1f2328; --quiet: #59636e; --page: #ffffff; --head: #f6f8fa; --line: #d1d9e0;
  --code: rgba(129, 139, 152, 0.12); --link: #0969da; --row: #f6f8fa;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #f0f6fc; --quiet: #9198a1; --page: #0d1117; --head: #151b23; --line: #3d444d;
    --code: rgba(101, 108, 118, 0.2); --link: #4493f8; --row: #151b23;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 24px; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
}
main { max-width: 860px; margin: 0 auto; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
header { padding: 8px 16px; background: var(--head); border-bottom: 1px solid var(--line); color: var(--quiet); }
article { padding: 16px; overflow-wrap: break-word; }
article > :first-child { margin-top: 0; }
article > :last-child { margin-bottom: 0; }
h3 { margin: 0 0 12px; font-size: 1.25em; line-height: 1.25; font-weight: 600; }
p, ul, ol, pre, table, details { margin: 0 0 16px; }
ul, ol { padding-left: 2em; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre { font: 85%/1.45 ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
code { padding: 0.2em 0.4em; border-radius: 6px; background: var(--code); overflow-wrap: anywhere; }
pre { padding: 16px; overflow: auto; border-radius: 6px; background: var(--head); }
pre code { padding: 0; background: none; font-size: 100%; overflow-wrap: normal; }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; }
th, td { padding: 6px 13px; border: 1px solid var(--line); text-align: left; vertical-align: top; }
tr:nth-child(2n) td { background: var(--row); }
th { font-weight: 600; }
td a code { white-space: nowrap; }
summary { cursor: pointer; }
details[open] > summary { margin-bottom: 16px; }
sub { color: var(--quiet); font-size: 12px; vertical-align: baseline; }`;
