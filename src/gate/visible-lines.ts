import { parse, postprocess, preprocess } from "micromark";

/** Parts of a body that are shown as code or not at all: a link in them is an example, not a claim. */
const silentParts = new Set(["codeFenced", "codeIndented", "codeText", "htmlFlow", "htmlText"]);

/** The lines of a body without what Markdown shows as code or hides as HTML. */
export function visibleLines(body: string): readonly string[] {
  const events = postprocess(
    parse()
      .document()
      .write(preprocess()(body, "utf8", true)),
  );
  const characters = body.split("");
  for (const [phase, token] of events) {
    if (phase !== "enter" || !silentParts.has(token.type)) continue;
    // Code within a line is how people write names: `Expand-PR: #12 (`users.full_name`)`.
    if (token.type === "codeText" && token.start.line === token.end.line) continue;
    for (let at = token.start.offset; at < token.end.offset; at += 1) {
      if (characters[at] !== "\n") characters[at] = " ";
    }
  }
  return characters.join("").split(/\r\n|\r|\n/);
}
