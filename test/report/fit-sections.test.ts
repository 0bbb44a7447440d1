import { describe, expect, test } from "vitest";
import { fitSections, type Section } from "../../src/report/fit-sections.ts";

function section(texts: readonly string[], priority: number): Section {
  return {
    open: "<",
    pieces: texts.map((text) => ({ text, priority })),
    close: ">",
    separator: ",",
    left: (count) => `${count} left`,
  };
}

const length = (text: string) => text.length;

describe("sections within a budget", () => {
  test("are whole when they fit, and nothing where they are empty", () => {
    expect(fitSections([section(["a", "b"], 1), section([], 1)], 100, length)).toEqual(["<a,b>"]);
  });

  test("lose the least important pieces first, in whole, and say so", () => {
    const sections = [
      section(["rare".repeat(10), "rare".repeat(10)], 2),
      section(["x".repeat(20)], 1),
    ];
    expect(fitSections(sections, 60, length)).toEqual(["2 left", `<${"x".repeat(20)}>`]);
  });

  test("skip a piece that is too large and keep the next", () => {
    const sections = [section(["x".repeat(500), "small"], 1)];
    expect(fitSections(sections, 60, length)).toEqual(["<small>\n\n1 left"]);
  });

  test("never exceed the budget", () => {
    for (let budget = 60; budget < 400; budget += 7) {
      const sections = [1, 2, 3].map((priority) =>
        section(["abcdefghij", "klm", "nopqrstuvwxyz"], priority),
      );
      expect(fitSections(sections, budget, length).join("\n\n").length).toBeLessThanOrEqual(budget);
    }
  });
});
