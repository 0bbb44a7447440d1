import type { SchemaChange } from "../../model/schema-change.ts";
import { qualifiedName } from "./ast.ts";
import { tokenAt } from "./lexer.ts";
import { shortened } from "./shortened.ts";
import { unknown } from "./unknown.ts";

/** Commands that print, or steer what psql prints and how it runs. */
const harmless =
  /^\\(a|bind|C|cd|conninfo|copyright|d[A-Za-z]*[+S]*|dt|echo|else|encoding|endif|errverbose|f|g|gdesc|gset|gx|h|help|H|html|l\+?|list|o|out|p|print|pset|prompt|q|qecho|quit|r|reset|restrict|s|set|sf\+?|sv\+?|t|T|timing|unrestrict|unset|w|warn|watch|x|z)(?![A-Za-z_])/;

/** What a psql command does to the database, as far as its line tells. */
export function readPsqlCommand(line: string): readonly SchemaChange[] {
  const command = /^\\[A-Za-z!?_]+/.exec(line)?.[0] ?? line.slice(0, 2);
  switch (command) {
    case "\\i":
    case "\\ir":
    case "\\include":
    case "\\include_relative":
      return [unknown(`\`${shortened(line, 80)}\` includes a file that is not read here.`)];
    case "\\if":
    case "\\elif":
      return [
        unknown(
          `\`${shortened(line, 80)}\` decides when psql runs whether the statements behind it run.`,
        ),
      ];
    case "\\copy":
      return readCopyCommand(line);
    case "\\c":
    case "\\connect":
      return [
        unknown(
          `\`${shortened(line, 80)}\` leads what follows to another database, server or role.`,
        ),
      ];
    case "\\gexec":
      return [unknown("`\\gexec` runs the results of the query before it as statements.")];
    default:
      return harmless.test(line)
        ? []
        : [unknown(`What the psql command \`${shortened(line, 80)}\` does is not known.`)];
  }
}

/** `\copy table (columns) from …` adds rows; `\copy … to …` only reads. */
function readCopyCommand(line: string): readonly SchemaChange[] {
  const parts: string[] = [];
  let depth = 0;
  let table: readonly string[] | null = null;
  let at = "\\copy".length;
  for (let token = tokenAt(line, at); token !== null; token = tokenAt(line, at)) {
    at = token.end;
    const written = line.slice(token.start, token.end);
    if (written === "(") depth += 1;
    else if (written === ")") depth -= 1;
    if (token.kind !== "word" && token.kind !== "name") continue;
    if (depth > 0) continue;
    const word = written.toLowerCase();
    if (token.kind === "word" && word === "to") return [];
    if (token.kind === "word" && word === "from") {
      table = parts;
      break;
    }
    parts.push(token.kind === "word" ? word : written.slice(1, -1).replaceAll('""', '"'));
  }
  if (table === null || table.length === 0) {
    return [unknown(`\`${shortened(line, 80)}\` adds rows, but to which table could not be read.`)];
  }
  return [{ kind: "insert-rows", table: qualifiedName(table), fromQuery: false, reads: [] }];
}
