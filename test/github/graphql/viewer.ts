import { isAllowed } from "../http/tokens.ts";
import type { Permission, Token } from "../http/tokens.ts";
import { user } from "../world.ts";
import type { World } from "../world.ts";
import { nodeId } from "../rest/accounts.ts";

/** Who asks, and of what world. */
export interface Viewer {
  readonly world: World;
  readonly token: Token;
}

/** An object of the schema: values, or functions of a field's arguments. A field that is not there is not modelled. */
export type Fields = Readonly<Record<string, unknown>>;

/** An error that GitHub gives a `type`, beside what could be read. */
export class GraphqlApiError extends Error {
  override readonly name = "GraphqlApiError";
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** Refuses a field to a token without one of the permissions. */
export function requirePermission(viewer: Viewer, ...permissions: readonly Permission[]): void {
  if (!isAllowed(viewer.token, permissions, viewer.world.isPrivate)) {
    throw new GraphqlApiError("FORBIDDEN", "Resource not accessible by integration");
  }
}

/** GraphQL names a bot without the `[bot]` that REST gives it. */
export function actorFields({ world }: Viewer, login: string): Fields {
  const { type, id } = user(world, login);
  const name = login.replace("[bot]", "");
  const path = type === "Bot" ? `/apps/${name}` : `/${name}`;
  return {
    __typename: type,
    id: nodeId("User", id),
    databaseId: id,
    login: name,
    url: `${world.serverUrl}${path}`,
    resourcePath: path,
    avatarUrl: `https://avatars.githubusercontent.com/u/${id}?v=4`,
  };
}

/** The account of the token itself keeps its `[bot]`. */
export function viewerFields(viewer: Viewer): Fields {
  return {
    ...actorFields(viewer, viewer.token.login),
    __typename: "User",
    login: viewer.token.login,
  };
}
