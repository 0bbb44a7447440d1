import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { renderPage } from "../../src/report/page.ts";

/** A comment's Markdown as a page that a browser shows much as GitHub does. */
export function renderHtml(title: string, markdown: string): string {
  const body = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return renderPage(title, body);
}
