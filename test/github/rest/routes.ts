import type { Route } from "../http/route.ts";
import { actionsRoutes } from "./actions.ts";
import { archiveRoutes } from "./archives.ts";
import { commentRoutes } from "./comments.ts";
import { commitRoutes } from "./commits.ts";
import { compareRoutes } from "./compare.ts";
import { contentRoutes } from "./contents.ts";
import { deploymentRoutes } from "./deployments.ts";
import { gitDataRoutes } from "./git-data.ts";
import { issueRoutes } from "./issues.ts";
import { pullRequestRoutes } from "./pull-requests.ts";
import { repositoryRoutes } from "./repositories.ts";
import { reviewRoutes } from "./reviews.ts";
import { statusRoutes } from "./statuses.ts";

export const routes: readonly Route[] = [
  ...repositoryRoutes,
  ...pullRequestRoutes,
  ...commitRoutes,
  ...compareRoutes,
  ...gitDataRoutes,
  ...contentRoutes,
  ...archiveRoutes,
  ...statusRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...reviewRoutes,
  ...deploymentRoutes,
  ...actionsRoutes,
];
