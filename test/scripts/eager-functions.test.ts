import { expect, test } from "vitest";
import { markFunctions } from "../../scripts/eager-functions.ts";

/** Marks the functions whose text begins with one of these. */
function marked(code: string, ...beginnings: readonly string[]): string {
  const places = [...code.matchAll(/(?:async )?function\*? ?\w*\(|\w+\(\)\{|\w+=>/g)]
    .filter(({ 0: text }) => beginnings.some((beginning) => text.startsWith(beginning)))
    .map(({ index }) => `${index}-${endOf(code, index)}`);
  return markFunctions(code, new Set(places));
}

function endOf(code: string, start: number): number {
  const open = code.indexOf("{", start);
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === "{") depth += 1;
    if (code[at] === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return code.length;
}

test("a called declaration at the top becomes a variable behind the imports, others stay", () => {
  const code = 'import x from"x";y(first());function first(){return 1}function other(){return 2}';
  expect(marked(code, "function first")).toBe(
    'import x from"x";\nvar first=(function(){return 1});y(first());function other(){return 2}',
  );
});

test("called expressions stand in parentheses, methods and what is not called stay", () => {
  const code = "let a=b=>{return c=>{}},d={e(){}},f=function(){},g=h=>{};";
  expect(marked(code, "b=>", "c=>", "e()", "function")).toBe(
    "\nlet a=(b=>{return (c=>{})}),d={e(){}},f=(function(){}),g=h=>{};",
  );
});

test("what is marked inside of a declaration moves with it", () => {
  const code = "async function load(){return [1].map(one=>{return one})}let z=load;";
  expect(marked(code, "async function", "one=>")).toBe(
    "\nvar load=(async function(){return [1].map((one=>{return one}))});let z=load;",
  );
});

test("the mark keeps names, hoisting and generators", async () => {
  const code =
    "export{a as b};const c=a().next().value;function*a(){yield a.name+d.name}function d(){}";
  const answer = `${marked(code, "function")}export{c};`;
  const loaded = (await import(`data:text/javascript,${encodeURIComponent(answer)}`)) as {
    readonly c: string;
  };
  expect(answer).toContain("var a=(function*()");
  expect(loaded.c).toBe("ad");
});
