/** Parts of repository paths. `""` is the root. */

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function joinPath(directory: string, name: string): string {
  return directory === "" ? name : name === "" ? directory : `${directory}/${name}`;
}

/** The path below a folder, or null where it is not below it. */
export function pathBelow(folder: string, path: string): string | null {
  if (folder === "") return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

/** A directory and all above it up to the root, nearest first. */
export function* ancestorsOf(directory: string): Generator<string> {
  for (let current = directory; ; current = directoryOf(current)) {
    yield current;
    if (current === "") return;
  }
}
