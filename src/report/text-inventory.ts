import type { Result } from "../model/verdict.ts";
import { shortObject } from "./change-words.ts";
import { cleanLine, shorten } from "./clean-text.ts";
import {
  othersInWords,
  ownerInWords,
  searchedInWords,
  toldInventories,
  usesInWords,
} from "./inventory-words.ts";
import { plainMessage } from "./message.ts";
import { columns, padTo, wrap } from "./text-layout.ts";
import type { TextLayout } from "./text.ts";

/** Who reads and writes the objects of contract changes. */
export function renderInventories(result: Result, { width, paint }: TextLayout): readonly string[] {
  return toldInventories(result.inventory).map((inventory) => {
    const { uses } = inventory;
    const owners = uses.map((one) => plainMessage(ownerInWords(one, uses)));
    const ownerWidth = Math.max(...owners.map(columns));
    const lines = uses.flatMap((one, index) => {
      const start = `  ${padTo(owners[index] ?? "", ownerWidth)}  `;
      const indent = columns(start);
      const told = [
        usesInWords(one) ?? "none",
        othersInWords(one),
        one.isWaitedFor ? null : "not waited for",
      ];
      const examples = one.examples.map(
        ({ path, line, excerpt }) =>
          " ".repeat(indent) + wrap(cleaned(`${path}:${line}: ${excerpt}`), width, indent),
      );
      return [
        start + wrap(told.filter((part) => part !== null).join("; "), width, indent),
        ...examples,
      ];
    });
    const title = `Who uses \`${shortObject(inventory.object)}\` (${searchedInWords(inventory)})`;
    return [paint("bold", wrap(cleaned(title), width, 2)), ...lines].join("\n");
  });
}

function cleaned(text: string): string {
  return shorten(cleanLine(text).trim(), 2_000);
}
