import { describe, expect, test } from "vitest";
import { parseMessage, plainMessage, quote } from "../../src/report/message.ts";
import { messageToHtml, messageToMarkdown } from "../../src/report/render-message.ts";
import { randomTexts } from "./random-text.ts";
import { hostileTexts } from "./samples.ts";
import { cleanLine } from "../../src/report/clean-text.ts";
import { tagsOf, textOf, textOutsideCode, toHtml } from "./html.ts";

describe("messages", () => {
  test("turn identifiers into code and leave the rest as text", () => {
    expect(messageToMarkdown("drops `users.full_name` of a_b_c")).toBe(
      "drops `users.full_name` of a\\_b\\_c",
    );
    expect(messageToHtml("drops `a<b>` of <i>")).toBe("drops <code>a&lt;b&gt;</code> of &lt;i&gt;");
    expect(plainMessage("drops `users.full_name` of *a title*")).toBe(
      "drops users.full_name of *a title*",
    );
  });

  test("link the references that are known, and no other", () => {
    const references = new Map([["#118", "https://github.com/acme/shop/pull/118"]]);
    expect(messageToMarkdown("#118 (#118), #1180, x#118 and #9", { references })).toBe(
      "[#118](https://github.com/acme/shop/pull/118) ([#118](https://github.com/acme/shop/pull/118)), `#1180`, `x#118` and `#9`",
    );
  });

  test("read back every quoted identifier, whatever backquotes it holds", () => {
    for (const text of [...hostileTexts, ...randomTexts(1_000)]) {
      const clean = cleanLine(text).trim();
      if (clean === "") continue;
      expect(parseMessage(`drop ${quote(clean)} now`), text).toEqual([
        { kind: "text", text: "drop " },
        { kind: "code", text: clean },
        { kind: "text", text: " now" },
      ]);
    }
  });

  test("never become anything but text and code", () => {
    for (const text of [...hostileTexts, ...randomTexts(2_000)]) {
      const message = `A \`${text}\` and ${text}, *${text}* end`;
      const html = toHtml(messageToMarkdown(message));
      expect(
        tagsOf(html).filter((tag) => tag !== "code"),
        text,
      ).toEqual(["p"]);
      expect(textOutsideCode(html), text).not.toMatch(/@|#\d|:\/\//);
      expect(
        tagsOf(messageToHtml(message)).filter((tag) => tag !== "code"),
        text,
      ).toEqual([]);
    }
  });

  test("that never end a quotation are read in linear time", () => {
    const runs = Array.from({ length: 2_000 }, (_, index) => "`".repeat(index % 300)).join("x");
    expect(textOf(toHtml(messageToMarkdown(runs, { limit: 500_000 })))).toContain("x");
  });
});
