import type { Inventory, ProcessUses } from "../model/inventory.ts";
import { shortObject } from "./change-words.ts";
import { exampleLine } from "./evidence-section.ts";
import type { Section } from "./fit-sections.ts";
import {
  inventorySummary,
  othersInWords,
  ownerInWords,
  searchedInWords,
  toldInventories,
  usesInWords,
} from "./inventory-words.ts";
import { quote } from "./message.ts";
import { messageToHtml, messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { countWords } from "./word-list.ts";

/** Who reads and writes the objects of contract changes, each folded on its own. */
export function inventorySection(view: ReportView): Section {
  return {
    open: "",
    pieces: toldInventories(view.result.inventory).map((inventory) => ({
      text: renderInventory(view, inventory),
      priority: 5,
    })),
    close: "",
    separator: "\n\n",
    left: (count) =>
      `${countWords(count, "inventory", "inventories")} of uses left out here: ${view.fullText}.`,
  };
}

function renderInventory(view: ReportView, inventory: Inventory): string {
  const { object, uses } = inventory;
  return [
    `<details><summary><b>Who uses ${messageToHtml(quote(shortObject(object)))}:</b> ${messageToHtml(inventorySummary(inventory))}</summary>`,
    [
      "| Code of | Uses | For example |",
      "|---|---|---|",
      ...uses.map((one) => renderRow(view, one, uses)),
    ].join("\n"),
    messageToMarkdown(`${searchedInWords(inventory)}.`),
    "</details>",
  ].join("\n\n");
}

function renderRow(view: ReportView, uses: ProcessUses, all: readonly ProcessUses[]): string {
  const toCell = (message: string): string => messageToMarkdown(message, { place: "cell" });
  const owner = toCell(ownerInWords(uses, all)) + (uses.isWaitedFor ? "" : "<br>not waited for");
  const counted = [usesInWords(uses) ?? "none", othersInWords(uses)].filter((one) => one !== null);
  const examples = uses.examples.map((one) => exampleLine(view, one));
  return `| ${owner} | ${counted.map(toCell).join("<br>")} | ${examples.join("<br>")} |`;
}
