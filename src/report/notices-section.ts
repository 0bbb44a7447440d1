import { fence } from "./escape-markdown.ts";
import type { Section } from "./fit-sections.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { countWords } from "./word-list.ts";

/** What else is worth telling. What is to be pasted is folded. */
export function noticesSection(view: ReportView): Section {
  return {
    open: "",
    pieces: view.result.notices.map(({ message, paste }) => {
      const told = messageToMarkdown(message, { references: view.references });
      const text = `**Note:** ${told}`;
      return {
        text:
          paste === null
            ? text
            : `${text}\n\n<details><summary>Lines to paste</summary>\n\n${fence("yaml", paste)}\n\n</details>`,
        priority: 6,
      };
    }),
    close: "",
    separator: "\n\n",
    left: (count) => `${countWords(count, "note")} left out here: ${view.fullText}.`,
  };
}
