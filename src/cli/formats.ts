import type { Result } from "../model/verdict.ts";
import { renderComment } from "../report/comment.ts";
import { renderGitHubFormat } from "../report/github-format.ts";
import { renderCheckJson } from "../report/json-check.ts";
import { renderLintJson } from "../report/json-lint.ts";
import { renderSarif } from "../report/sarif.ts";
import { renderText } from "../report/text.ts";

export const formats = ["text", "json", "markdown", "sarif", "github"] as const;

export type Format = (typeof formats)[number];

/** Which of the two commands the result is of: their JSON differs. */
export type Command = "lint" | "check";

/** Renders a result as the command line prints it. */
export function renderAs(format: Format, command: Command, result: Result, color: boolean): string {
  switch (format) {
    case "text":
      return renderText(result, { color, command });
    case "json": {
      const json = command === "lint" ? renderLintJson(result) : renderCheckJson(result);
      return JSON.stringify(json, null, 2);
    }
    case "markdown":
      return renderComment(result, {
        configurationPath: null,
        serverUrl: null,
        repository: null,
        recheckHint: null,
        summaryUrl: null,
        memory: null,
        hidden: [],
        isPlanOpen: false,
      });
    case "sarif":
      return JSON.stringify(renderSarif(result), null, 2);
    case "github":
      return renderGitHubFormat(result);
  }
}
