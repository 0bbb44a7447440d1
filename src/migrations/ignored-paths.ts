import picomatch from "picomatch";
import { SourceError } from "../model/source-error.ts";

const maximumPatternLength = 256;
/** Two `*` in one part of a path cost at most its length squared; each further one multiplies by the length again. */
const maximumStarsPerPart = 2;
const maximumPartLength = 255;

/**
 * Reads the globs of ignored paths; `key` names them in messages. A pattern matches a path, or a directory above it. `**` stands for any number of
 * directories; within one part `*`, `?`, `[a-z]` and `{a,b}` mean what they do in a shell.
 *
 * Paths come from pull requests, so the parts are matched one by one: a whole path against one regular expression with
 * several `*` could take minutes. A part longer than a file name can be is never ignored.
 *
 * @throws SourceError for a pattern that would be too slow to match.
 */
export function readIgnoredPaths(
  patterns: readonly string[],
  key = "ignore",
): (path: string) => boolean {
  const matchers = patterns.map((pattern) => compilePattern(pattern, key));
  if (matchers.length === 0) return () => false;
  return (path) => {
    const parts = path.split("/");
    return matchers.some((matches) => matches(parts));
  };
}

type PartMatcher = "any-depth" | ((part: string) => boolean);

function compilePattern(pattern: string, key: string): (parts: readonly string[]) => boolean {
  const written = pattern.replace(/^\.?\//, "").replace(/\/+$/, "");
  const problem = problemOf(written);
  if (problem !== null) {
    throw new SourceError(
      `The pattern \`${pattern}\` under \`${key}\` in the configuration ${problem}. Write it as several simpler patterns.`,
    );
  }
  const matchers = written.split("/").map(compilePart);
  return (parts) => matchParts(matchers, parts);
}

function problemOf(pattern: string): string | null {
  if (pattern === "") return "is empty";
  if (pattern.length > maximumPatternLength) {
    return `is longer than ${maximumPatternLength} characters`;
  }
  for (const part of pattern.split("/")) {
    if (part === "**") continue;
    if ((part.match(/\*/g)?.length ?? 0) > maximumStarsPerPart) {
      return `has more than ${maximumStarsPerPart} \`*\` between two slashes`;
    }
    if (!isBalanced(part)) return "has a slash inside braces or brackets";
  }
  return null;
}

function isBalanced(part: string): boolean {
  const count = (character: string): number => part.split(character).length;
  return count("{") === count("}") && count("[") === count("]");
}

function compilePart(part: string): PartMatcher {
  if (part === "**") return "any-depth";
  const matches = picomatch(part, { dot: true, noextglob: true, nonegate: true, noglobstar: true });
  const known = new Map<string, boolean>();
  return (name) => {
    if (name.length > maximumPartLength) return false;
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = matches(name);
    known.set(name, found);
    return found;
  };
}

/** Matches a path or one of the directories above it; goes back only to the last `**`, so it is never exponential. */
function matchParts(matchers: readonly PartMatcher[], parts: readonly string[]): boolean {
  let matcher = 0;
  let part = 0;
  let afterDepth: { readonly matcher: number; part: number } | null = null;
  for (;;) {
    if (matcher === matchers.length) return true;
    const current = matchers[matcher];
    const name = parts[part];
    if (current === "any-depth") {
      matcher += 1;
      afterDepth = { matcher, part };
      // `**` at the end means what lies below, not the directory itself.
      if (matcher === matchers.length) return part < parts.length;
    } else if (name !== undefined && current?.(name) === true) {
      matcher += 1;
      part += 1;
    } else if (afterDepth !== null && afterDepth.part < parts.length) {
      afterDepth.part += 1;
      matcher = afterDepth.matcher;
      part = afterDepth.part;
    } else {
      return false;
    }
  }
}
