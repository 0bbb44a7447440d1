import type { Result } from "../model/verdict.ts";

export const formats = ["text", "json", "markdown", "sarif", "github"] as const;

export type Format = (typeof formats)[number];

/** Which of the two commands the result is of: their JSON differs. */
export type Command = "lint" | "check";

/** Renders a result as the command line prints it. Each renderer is loaded only when it is asked for. */
export async function renderAs(
  format: Format,
  command: Command,
  result: Result,
  color: boolean,
): Promise<string> {
  switch (format) {
    case "text": {
      const { renderText } = await import("../report/text.ts");
      return renderText(result, { color, command });
    }
    case "json": {
      if (command === "lint") {
        const { renderLintJson } = await import("../report/json-lint.ts");
        return JSON.stringify(renderLintJson(result), null, 2);
      }
      const { renderCheckJson } = await import("../report/json-check.ts");
      return JSON.stringify(renderCheckJson(result), null, 2);
    }
    case "markdown": {
      const { renderComment } = await import("../report/comment.ts");
      return renderComment(result, {
        configurationPath: null,
        serverUrl: null,
        repository: null,
        recheckHint: null,
        summaryUrl: null,
      });
    }
    case "sarif": {
      const { renderSarif } = await import("../report/sarif.ts");
      return JSON.stringify(renderSarif(result), null, 2);
    }
    case "github": {
      const { renderGitHubFormat } = await import("../report/github-format.ts");
      return renderGitHubFormat(result);
    }
  }
}
