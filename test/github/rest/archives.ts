import { runGit } from "../git/run-git.ts";
import { notFound } from "../http/api-error.ts";
import { route } from "../http/route.ts";
import type { RestResponse } from "../http/route.ts";
import { findCommit } from "../revision.ts";
import type { World } from "../world.ts";

const storage = "/codeload/legacy.tar.gz/";

/** GitHub makes no archive itself: it sends to a host that does. */
export const archiveRoutes = [
  route("GET /tarball/{ref}", ["contents:read"], async ({ world, parameter, setHeader }) => {
    const commit = await findCommit(world, parameter("ref"));
    if (commit === null) throw notFound();
    setHeader("location", `${world.apiUrl}${storage}${commit}`);
    return { status: 302, body: null };
  }),
];

/** The archive that a path of the other host names; null for every other path. */
export async function archiveAt(world: World, path: string): Promise<RestResponse | null> {
  if (!path.startsWith(storage)) return null;
  const commit = path.slice(storage.length);
  const folder = `${world.owner}-${world.name}-${commit.slice(0, 7)}/`;
  const { stdout } = await runGit(world.git.directory, [
    "archive",
    "--format=tar.gz",
    `--prefix=${folder}`,
    commit,
  ]);
  return { status: 200, body: stdout, contentType: "application/x-gzip" };
}
