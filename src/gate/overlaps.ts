import { inCode } from "../catalog/display-name.ts";
import type { Claim, OtherClaim } from "../model/claim.ts";
import type { Notice } from "../model/notice.ts";

/** More other pull requests are not told: the first ones are enough to start talking. */
const mostTold = 10;

/**
 * What two open pull requests run into together: a version that both take, and an object that both contract. What is the
 * same file in both was taken from one into the other.
 */
export function findOverlaps(
  own: readonly Claim[],
  others: readonly OtherClaim[],
): readonly Notice[] {
  const copies = new Set(own.map(({ path, sha }) => `${path} ${sha}`));
  const strangers = others.filter(({ path, sha }) => !copies.has(`${path} ${sha}`));
  const numbers = [...new Set(strangers.map(({ number }) => number))].sort((a, b) => a - b);
  const told = numbers.flatMap((number): readonly Notice[] => {
    const theirs = strangers.filter((one) => one.number === number);
    return [...sameContracts(own, theirs, number), ...sameVersions(own, theirs, number)];
  });
  const shown = new Set([...new Set(told.map((one) => one.pullRequest))].slice(0, mostTold));
  return told.filter((one) => shown.has(one.pullRequest));
}

function sameContracts(
  own: readonly Claim[],
  theirs: readonly OtherClaim[],
  number: number,
): readonly Notice[] {
  const objects = own.flatMap(({ contracts }) => contracts);
  const same = theirs
    .flatMap(({ contracts }) => contracts)
    .filter(({ object }) => objects.some((one) => isSameObject(one, object)));
  const descriptions = [...new Set(same.map(({ description }) => description))].slice(0, 5);
  if (descriptions.length === 0) return [];
  return [
    {
      code: "same-contract",
      message: `#${number}, open as well, contracts the same: ${descriptions.join("; ")}. Agree on one of the two: whoever merges second finds it gone.`,
      paste: null,
      pullRequest: number,
    },
  ];
}

function sameVersions(
  own: readonly Claim[],
  theirs: readonly OtherClaim[],
  number: number,
): readonly Notice[] {
  const versions = new Set(own.flatMap(({ version }) => version ?? []));
  const clash = theirs.find(({ version }) => version !== null && versions.has(version));
  if (clash?.version == null) return [];
  return [
    {
      code: "same-version",
      message: `#${number}, open as well, takes version ${inCode(clash.version)} too (${inCode(clash.path)}). Whoever merges second has to give theirs another one.`,
      paste: null,
      pullRequest: number,
    },
  ];
}

/** The same object, or one that the other is a part of. */
function isSameObject(one: string, other: string): boolean {
  const [first, second] = [plainName(one), plainName(other)];
  return first === second || first.startsWith(`${second}.`) || second.startsWith(`${first}.`);
}

/** What runs in another pull request is not resolved: it may lack the schema that everybody means. */
function plainName(object: string): string {
  return object.toLowerCase().replace(/^public\./, "");
}
