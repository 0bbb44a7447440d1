import type { Signature } from "./commit.ts";
import { runGit } from "./run-git.ts";

/** What a commit does to paths: a text or bytes write a file, null deletes it. */
export type FileChanges = Readonly<Record<string, FileContent | null>>;

export type FileContent =
  | string
  | Uint8Array
  | { readonly symlink: string }
  /** A commit of another repository. */
  | { readonly submodule: string }
  | { readonly executable: string };

/** One process per commit, however many files it has. */
export async function fastImportCommit(
  directory: string,
  commit: {
    readonly ref: string;
    readonly parent: string | null;
    readonly files: FileChanges;
    readonly message: string;
    readonly author: Signature;
  },
): Promise<string> {
  const { name, email, date } = commit.author;
  const signature = `${name} <${email}> ${Date.parse(date) / 1000} +0000`;
  const stream: Buffer[] = [];
  const line = (text: string): number => stream.push(Buffer.from(`${text}\n`));
  const data = (content: Uint8Array): void => {
    line(`data ${content.length}`);
    stream.push(Buffer.from(content), Buffer.from("\n"));
  };

  // A root commit on a ref that exists replaces it; without the reset it would get the old tip as parent.
  if (commit.parent === null) line(`reset ${commit.ref}`);
  line(`commit ${commit.ref}`);
  line("mark :1");
  line(`author ${signature}`);
  line(`committer ${signature}`);
  data(Buffer.from(commit.message));
  if (commit.parent !== null) line(`from ${commit.parent}`);
  for (const [path, content] of Object.entries(commit.files)) {
    if (content === null) line(`D ${quotePath(path)}`);
    else if (typeof content === "object" && "submodule" in content) {
      line(`M 160000 ${content.submodule} ${quotePath(path)}`);
    } else {
      const { mode, bytes } = fileOf(content);
      line(`M ${mode} inline ${quotePath(path)}`);
      data(bytes);
    }
  }
  line("get-mark :1");

  const { stdout } = await runGit(directory, ["fast-import", "--quiet", "--force", "--done"], {
    input: Buffer.concat([...stream, Buffer.from("done\n")]),
  });
  return stdout.toString().trim();
}

function fileOf(content: Exclude<FileContent, { readonly submodule: string }>): {
  mode: string;
  bytes: Uint8Array;
} {
  if (typeof content === "string") return { mode: "100644", bytes: Buffer.from(content) };
  if (content instanceof Uint8Array) return { mode: "100644", bytes: content };
  if ("symlink" in content) return { mode: "120000", bytes: Buffer.from(content.symlink) };
  return { mode: "100755", bytes: Buffer.from(content.executable) };
}

function quotePath(path: string): string {
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
