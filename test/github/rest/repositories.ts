import { notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import { findCommit } from "../revision.ts";
import { restUrl, webUrl } from "../world.ts";
import { nodeId, repositoryJson, userJson } from "./accounts.ts";
import { commitJson } from "./commit-json.ts";

export const repositoryRoutes = [
  route("GET ", [], async ({ world }) =>
    ok({ ...repositoryJson(world), network_count: 0, subscribers_count: 0 }),
  ),

  route("GET /collaborators/{username}/permission", [], async ({ world, parameter }) => {
    const login = parameter("username");
    const role = world.roles.get(login) ?? "read";
    // The older field knows no role in between.
    const permission = { triage: "read", maintain: "write" }[role as string] ?? role;
    const user = { ...userJson(world, login), role_name: role };
    return ok({ permission, role_name: role, user });
  }),

  route("GET /branches/{branch}", ["contents:read"], async ({ world, parameter }) => {
    const name = parameter("branch");
    const sha = await findCommit(world, `refs/heads/${name}`);
    if (sha === null) throw notFound();
    const url = `${restUrl(world)}/branches/${encodeURIComponent(name)}`;
    return ok({
      name,
      commit: await commitJson(world, sha),
      _links: { self: url, html: `${webUrl(world)}/tree/${name}` },
      protected: false,
      protection: { enabled: false },
      protection_url: `${url}/protection`,
    });
  }),

  route("GET /activity", ["contents:read"], async ({ world, query }) => {
    const newestFirst = world.pushes
      .filter(({ ref }) => (query.get("ref") ?? ref) === ref)
      .toReversed()
      .slice(0, Number(query.get("per_page") ?? 30));
    return ok(
      newestFirst.map(({ id, ref, before, after, at, type }) => ({
        id,
        node_id: nodeId("Push", id),
        before,
        after,
        ref,
        timestamp: at,
        activity_type: type,
        actor: userJson(world, "hubot"),
      })),
    );
  }),
];
