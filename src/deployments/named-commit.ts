import { resolveCommit } from "../github/resolve-commit.ts";
import type { DeploymentPorts } from "./ports.ts";

/** A commit as something outside of git names it, or why that could not be told. */
export type NamedCommit =
  | { readonly state: "found"; readonly sha: string }
  | { readonly state: "unknown"; readonly reason: string };

/** The commit of our repository that a value such as `abc1234`, `v1.2.3` or `shop:sha-abc1234` names. */
export async function findNamedCommit(
  { client, repository }: DeploymentPorts,
  value: unknown,
  format: string | null,
): Promise<NamedCommit> {
  const unknown = (reason: string): NamedCommit => ({ state: "unknown", reason });
  if (typeof value !== "string" && typeof value !== "number")
    return unknown("there is no text at that place.");
  const text = String(value).trim();
  if (!/^[\w./:@+-]{1,300}$/.test(text)) return unknown("what stands there names no commit.");
  const name = nameIn(text, format);
  if (name === null) return unknown(`\`${text}\` does not name a commit as \`${format ?? ""}\`.`);
  const sha = await resolveCommit(client, repository, name);
  return sha === null
    ? unknown(`\`${name}\` is neither a commit nor a tag of the repository.`)
    : { state: "found", sha };
}

/** What names the commit in the tag of an image, or in a value that is no image. */
function nameIn(text: string, format: string | null): string | null {
  const tag = tagOf(text);
  if (format === null) return /^(?:sha|git)-([0-9a-f]{7,40})$/i.exec(tag)?.[1] ?? tag;
  const [before = "", after = ""] = format.split("{commit}").map(toExpression);
  return new RegExp(`^${before}([0-9a-f]{7,40})${after}$`, "i").exec(tag)?.[1] ?? null;
}

/** `shop:v1@sha256:…` has the tag `v1`; a port is no tag. */
function tagOf(text: string): string {
  const [image = ""] = text.split("@");
  const colon = image.lastIndexOf(":");
  return colon > image.lastIndexOf("/") ? image.slice(colon + 1) : image;
}

/** A star stands for whatever follows, without the hyphen that ends a part. */
function toExpression(text: string): string {
  return text
    .split("*")
    .map((part) => part.replace(/[^\w\s]/g, "\\$&"))
    .join("[\\w.]+");
}
