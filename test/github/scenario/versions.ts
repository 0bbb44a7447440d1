import { runGit } from "../git/run-git.ts";
import { findCommit } from "../revision.ts";
import type { World } from "../world.ts";

/** Tags a commit or branch: annotated at a time, or without any where it is null. */
export async function tag(
  world: World,
  name: string,
  reference: string,
  { at = world.clock.tick() }: { readonly at?: string | null } = {},
): Promise<string> {
  const sha = await findCommit(world, reference);
  if (sha === null) throw new Error(`There is no commit ${reference} to tag.`);
  await world.git.updateRef(
    `refs/tags/${name}`,
    at === null ? sha : await tagObject(world, name, sha, at),
  );
  return sha;
}

async function tagObject(world: World, name: string, sha: string, at: string): Promise<string> {
  const seconds = Math.floor(Date.parse(at) / 1000);
  const lines = [
    `object ${sha}`,
    "type commit",
    `tag ${name}`,
    `tagger hubot <hubot@users.noreply.github.com> ${seconds} +0000`,
    "",
    `${name}\n`,
  ];
  const { stdout } = await runGit(world.git.directory, ["mktag"], {
    input: Buffer.from(lines.join("\n")),
  });
  return stdout.toString().trim();
}

export interface ReleaseOptions {
  readonly draft?: boolean;
  readonly prerelease?: boolean;
}

/** Publishes a release of a commit or branch, under a tag that is made for it. */
export async function release(
  world: World,
  name: string,
  reference: string,
  { draft = false, prerelease = false }: ReleaseOptions = {},
): Promise<void> {
  await tag(world, name, reference, { at: null });
  const publishedAt = draft ? null : world.clock.tick();
  world.releases.push({ tag: name, isDraft: draft, isPrerelease: prerelease, publishedAt });
}
