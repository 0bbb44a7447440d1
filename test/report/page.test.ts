import { expect, test } from "vitest";
import { renderPage } from "../../src/report/page.ts";

test("a page stands alone and its title is text", () => {
  const page = renderPage("<script>alert(1)</script>", "<p>Body</p>");
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>");
  expect(page).toContain("<article>\n<p>Body</p>\n</article>");
  expect(page).toContain("prefers-color-scheme: dark");
  expect(page).not.toMatch(/https?:|<script|@import|url\(/);
});
