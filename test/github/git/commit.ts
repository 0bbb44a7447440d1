/** A commit as git stores it. */
export interface GitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO time. */
  readonly date: string;
}

export function parseCommit(sha: string, content: Buffer): GitCommit {
  const source = content.toString();
  const headerEnd = source.indexOf("\n\n");
  const headers = source.slice(0, headerEnd).split("\n");
  const values = (name: string): string[] =>
    headers
      .filter((line) => line.startsWith(`${name} `))
      .map((line) => line.slice(name.length + 1));
  return {
    sha,
    tree: values("tree")[0] ?? "",
    parents: values("parent"),
    author: parseSignature(values("author")[0] ?? ""),
    committer: parseSignature(values("committer")[0] ?? ""),
    // GitHub tells messages without the line break at their end.
    message: source.slice(headerEnd + 2).replace(/\n+$/, ""),
  };
}

function parseSignature(line: string): Signature {
  const match = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(line);
  if (match === null) throw new Error(`Not a signature of a commit: ${line}`);
  const [, name = "", email = "", seconds] = match;
  const date = new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
  return { name, email, date };
}
