import type { Result } from "../model/verdict.ts";
import { renderAnnotations, type Annotation } from "./annotations.ts";

/** The annotations as workflow commands (`::error file=…,line=…::…`), one per line; empty where there are none. */
export function renderGitHubFormat(result: Result): string {
  return renderAnnotations(result)
    .map((annotation) => `${toCommand(annotation)}\n`)
    .join("");
}

function toCommand(annotation: Annotation): string {
  const properties = [
    ["file", annotation.file],
    ["line", annotation.startLine],
    ["endLine", annotation.endLine],
    ["title", annotation.title],
  ] as const;
  const written = properties
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${annotation.level} ${written.join(",")}::${escapeData(annotation.message)}`;
}

/** As the runner unescapes it (actions/toolkit, command.ts). */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
