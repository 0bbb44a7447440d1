/** Nasty pieces that texts are made of. */
const pieces = [
  ..."`*_[]()<>#+-.!|\\&~@$:;\"'=^{}/ \t\n",
  ..."`|\\`|\\``",
  ..."abc019é名🎉",
  "\u202e",
  "\u200b",
  "\u0000",
  "\ud800",
  "www.",
  "https://",
  "@octocat",
  "#12",
  "deadbeef",
  "<b>",
  "</details>",
  "<!--",
  "-->",
  "&amp;",
  "&#64;",
  "\r\n\r\n",
  "```",
  "~~~",
  "    ",
  "- ",
  "1. ",
  "$x$",
  ":tada:",
] as const;

/** The same texts on every run: a linear congruential generator with a fixed seed. */
export function randomTexts(count: number): readonly string[] {
  let state = 20_240_611;
  const next = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(14) }, () => pieces[next(pieces.length)] ?? "").join(""),
  );
}
