import { describe, expect, test } from "vitest";
import { cleanBlock, cleanLine } from "../../src/report/clean-text.ts";
import {
  codeSpan,
  escapeHtmlText,
  escapeText,
  fence,
  link,
} from "../../src/report/escape-markdown.ts";
import { addressesOf, tagsOf, textOf, textOutsideCode, toHtml } from "./html.ts";
import { randomTexts } from "./random-text.ts";
import { hostileTexts } from "./samples.ts";

const texts = [...hostileTexts, ...randomTexts(1_000)];

/** What GitHub turns into a link, a notification, an emoji or a formula when it stands outside of code. */
const live = /@|#\d|gh-\d|:\/\/|www\.|[0-9a-f]{7}|\$|:[\w+-]+:/i;

function seen(text: string): string {
  return cleanLine(text).trim();
}

describe("text", () => {
  test.each(["", "### ", "- ", "**Bold:** ", "> ", "1. "])("stays text behind %j", (before) => {
    for (const text of texts) {
      const html = toHtml(`${before}${escapeText(seen(text))}`);
      const frame = toHtml(`${before}x`);
      const added = tagsOf(html).filter((tag) => tag !== "code");
      expect(added, text).toEqual(seen(text) === "" ? tagsOf(toHtml(before)) : tagsOf(frame));
      expect(textOf(html).trim(), text).toBe(
        (textOf(frame).trim().replace(/x$/, "") + seen(text)).trim(),
      );
      expect(textOutsideCode(html), text).not.toMatch(live);
    }
  });

  test("does not break a table", () => {
    for (const text of texts) {
      const row = `| ${escapeText(text, "cell")} | ${codeSpan(text, "cell")} | end |`;
      const html = toHtml(`| a | b | c |\n|---|---|---|\n${row}\n| x | y | z |`);
      const cells = [...html.matchAll(/<td>(.*?)<\/td>/gs)].map((match) => textOf(match[1] ?? ""));
      expect(cells, text).toHaveLength(6);
      expect(cells.slice(2), text).toEqual(["end", "x", "y", "z"]);
      expect(textOutsideCode(html), text).not.toMatch(live);
      if (!/\\\|/.test(cleanLine(text))) {
        expect(cells[1]?.trim(), text).toBe(seen(text));
        expect(cells[0]?.trim(), text).toBe(seen(text));
      }
    }
  });

  test("leaves plain words plain", () => {
    expect(escapeText("Code that runs now selects it; it fails.")).toBe(
      "Code that runs now selects it; it fails.",
    );
  });

  test("makes code of what would come alive", () => {
    expect(escapeText("thanks (@octocat), see #5: https://evil.example.")).toBe(
      "thanks (`@octocat`), see `#5`: `https://evil.example`.",
    );
  });
});

describe("code", () => {
  test("is code and nothing else", () => {
    for (const text of texts.filter((one) => seen(one) !== "")) {
      const html = toHtml(`before ${codeSpan(text)} after`);
      expect(tagsOf(html), text).toEqual(["p", "code"]);
      expect(textOf(html), text).toBe(`before ${cleanLine(text)} after`);
    }
  });

  test("keeps the identifier's own backquotes", () => {
    expect(codeSpan("a`b``c")).toBe("```a`b``c```");
    expect(codeSpan("`x`")).toBe("`` `x` ``");
  });
});

describe("fences", () => {
  test("end where they are meant to end", () => {
    for (const text of texts) {
      const html = toHtml(`before\n\n${fence("sql", text)}\n\nafter`);
      expect(tagsOf(html), text).toEqual(["p", "pre", "code", "p"]);
      const code = /<code class="language-sql">(.*)<\/code>/s.exec(html)?.[1] ?? "";
      expect(textOf(code).replace(/\n$/, ""), text).toBe(
        cleanBlock(text).replaceAll("\0", "\ufffd"),
      );
    }
  });
});

describe("links", () => {
  test("go where they are meant to go, whatever the label and the address hold", () => {
    for (const text of texts) {
      const html = toHtml(`${link(codeSpan(`x${text}`), `https://github.com/${text}`)} after`);
      expect(
        tagsOf(html).filter((tag) => tag !== "code"),
        text,
      ).toEqual(["p", "a"]);
      expect(addressesOf(html)[0], text).toMatch(/^https:\/\/github\.com\//);
    }
  });
});

describe("HTML", () => {
  test("holds text only", () => {
    for (const text of texts) {
      const html = `<summary>${escapeHtmlText(text)}</summary>`;
      expect(
        tagsOf(html).filter((tag) => tag !== "code"),
        text,
      ).toEqual(["summary"]);
      expect(textOf(html), text).toBe(cleanLine(text));
      expect(textOutsideCode(html), text).not.toMatch(live);
    }
  });
});

describe("hidden characters", () => {
  test("are shown, not passed on", () => {
    for (const text of texts) {
      for (const shown of [
        escapeText(text),
        codeSpan(text),
        fence("sql", text),
        escapeHtmlText(text),
      ]) {
        expect(shown.replace(/[\n\t]/g, ""), text).not.toMatch(
          /[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u,
        );
      }
    }
    expect(cleanLine("a\u202eb\u0000c")).toBe("a\ufffdb\ufffdc");
  });

  test("leave emoji whole", () => {
    expect(cleanLine("👩‍🚀 👩🏽‍🚀 ⚠️ é 名")).toBe("👩‍🚀 👩🏽‍🚀 ⚠️ é 名");
  });
});
