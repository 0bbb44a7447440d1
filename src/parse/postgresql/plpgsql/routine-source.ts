import type { RoutineBody, RoutineParameter } from "../../../model/routine.ts";
import type { Grammar, Parsed } from "../grammar.ts";
import { quoteName } from "../type-name.ts";

/** The library's tree of a PL/pgSQL body: it reads a whole statement, so that the parameters are known in it. */
export function parseRoutine(body: RoutineBody, grammar: Grammar): Parsed<unknown> {
  const table = body.parameters.filter(({ mode }) => mode === "table");
  const parameters = body.parameters.filter(({ mode }) => mode !== "table").map(declaration);
  const returns =
    table.length > 0
      ? ` RETURNS TABLE (${table.map(({ name, type }) => `${quoteName(name)} ${type}`).join(", ")})`
      : body.returns === null
        ? ""
        : ` RETURNS ${body.returns}`;
  const what = body.isProcedure ? "PROCEDURE" : "FUNCTION";
  const head = `CREATE ${what} f(${parameters.join(", ")})${returns} LANGUAGE plpgsql AS `;
  return grammar.parseBlock(head + dollarQuoted(body.text));
}

/** A text in quotes that it does not hold itself. */
export function dollarQuoted(text: string): string {
  let tag = "$block$";
  for (let count = 0; text.includes(tag); count += 1) tag = `$block${count}$`;
  return tag + text + tag;
}

function declaration({ mode, name, type }: RoutineParameter): string {
  return [mode.toUpperCase(), name === "" ? "" : quoteName(name), type].filter(Boolean).join(" ");
}
