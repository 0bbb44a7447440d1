import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters, styleText } from "node:util";
import { renderHtml } from "./render-html.ts";
import { playRename } from "./story.ts";
import { toTerminal } from "./terminal.ts";

/** Plays the story and prints what a person would see; writes each comment as a page into demo-output/. */
const folder = "demo-output";
mkdirSync(folder, { recursive: true });
const marks: Readonly<Record<string, string>> = {
  success: "✅",
  pending: "⏳",
  failure: "⛔",
  error: "⚠️",
};
const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
  process.stdout.isTTY ? styleText(style, text) : stripVTControlCharacters(text);

let number = 0;
await playRename((scene) => {
  number += 1;
  console.log(paint("bold", `\n${number}. ${scene.title}`));
  console.log(
    `   #${scene.pullRequest}  ${marks[scene.state] ?? ""} expand-contract — ${scene.state}: ${scene.description}\n`,
  );
  if (scene.comment === null) return;
  console.log(toTerminal(scene.comment, "   │ "));
  if (scene.inlineComments > 0)
    console.log(`   ${scene.inlineComments} comment(s) on the changed lines`);
  const file = join(folder, `${number}-${scene.state}.html`);
  writeFileSync(file, renderHtml(scene.title, scene.comment));
  console.log(`   ${paint("dim", file)}`);
});
