import { commitAddress, fileAddress } from "./addresses.ts";
import { codeSpan, link } from "./escape-markdown.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { versionWords } from "./version-words.ts";

/** The small line at the end: what was judged, by which configuration and server, and how to have it judged again; empty without any. */
export function footerMarkdown(view: ReportView): string {
  const { address, options, result } = view;
  const parts: string[] = [];
  if (result.head !== null) {
    const label = codeSpan(result.head.slice(0, 7));
    parts.push(
      `Judged ${address === null ? label : link(label, commitAddress(address, result.head))}`,
    );
  }
  if (options.configurationPath === null) {
    // Outside of a repository nothing is known of a configuration.
    if (address !== null) parts.push("no configuration file: defaults");
  } else {
    const label = codeSpan(options.configurationPath);
    const target =
      address === null
        ? label
        : link(label, fileAddress(address, "HEAD", options.configurationPath));
    parts.push(`configured by ${target}`);
  }
  const versions = result.files.flatMap((file) => versionWords(file.versionPins ?? []) ?? []);
  for (const words of new Set(versions)) parts.push(messageToMarkdown(words, { limit: 300 }));
  if (options.recheckHint !== null)
    parts.push(messageToMarkdown(options.recheckHint, { limit: 300 }));
  return parts.length === 0 ? "" : `<sub>${parts.join(" · ")}</sub>`;
}
