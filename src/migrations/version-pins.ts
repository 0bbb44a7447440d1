import type { BlobText, TreeEntry } from "../model/tree.ts";
import type { VersionPin } from "../model/version-pin.ts";
import { ancestorsOf, directoryOf, nameOf } from "./file-paths.ts";
import { composeNames, postgresqlVersionOfImage, readImage } from "./service-images.ts";
import type { ServiceImage } from "./service-images.ts";

/** The files of a tree that may pin the version of PostgreSQL for some folders: in or above them. */
export function versionFiles(
  entries: readonly TreeEntry[],
  folders: readonly string[],
): readonly TreeEntry[] {
  const directories = new Set(folders.flatMap((folder) => [...ancestorsOf(folder)]));
  return entries.filter(({ path, type }) => {
    const directory = type === "file" ? pinnedDirectory(path) : null;
    return directory !== null && directories.has(directory);
  });
}

/** All versions that these files pin, in the order of their paths. */
export async function readVersionPins(
  texts: ReadonlyMap<string, BlobText>,
): Promise<readonly VersionPin[]> {
  const pins: VersionPin[] = [];
  for (const [path, blob] of [...texts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (blob.state !== "text") continue;
    const versions = new Set(await versionsIn(path, blob.text));
    for (const version of [...versions].sort((a, b) => a - b)) pins.push({ path, version });
  }
  return pins;
}

/** The pins that hold for a folder: those of the nearest directory that has any. */
export function pinsOf(folder: string, pins: readonly VersionPin[]): readonly VersionPin[] {
  for (const directory of ancestorsOf(folder)) {
    const here = pins.filter(({ path }) => pinnedDirectory(path) === directory);
    if (here.length > 0) return here;
  }
  return [];
}

/** The directory whose server a file of this name speaks of; null where it speaks of none. */
function pinnedDirectory(path: string): string | null {
  if (isWorkflow(path)) return "";
  const name = nameOf(path);
  return name === ".tool-versions" || composeNames.includes(name) ? directoryOf(path) : null;
}

function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

async function versionsIn(path: string, text: string): Promise<readonly number[]> {
  if (nameOf(path) === ".tool-versions") {
    return [...text.matchAll(/^[ \t]*postgres(?:ql)?[ \t]+(\d{1,2})(?!\d)/gm)].map((match) =>
      Number(match[1]),
    );
  }
  return (await imagesIn(text)).flatMap((image) => postgresqlVersionOfImage(image) ?? []);
}

/** Longer YAML is no list of services, and the library takes long over what is made to be slow. In characters. */
const maximumLength = 65_536;

/** What a compose file or a workflow has behind `image:`, wherever. */
async function imagesIn(text: string): Promise<readonly ServiceImage[]> {
  if (text.length > maximumLength || !text.includes("image")) return [];
  // Loaded here, because most runs need none of it.
  const { isScalar, parseDocument, visit } = await import("yaml");
  const found: ServiceImage[] = [];
  visit(parseDocument(text, { logLevel: "silent" }), {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== "image") return;
      if (isScalar(value) && typeof value.value === "string") found.push(readImage(value.value));
    },
  });
  return found;
}
