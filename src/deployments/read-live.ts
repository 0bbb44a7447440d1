import type { LiveDeployment } from "../model/deployment.ts";
import type { DeploymentSource, GitHubDeployments } from "../model/deployment-source.ts";
import type { DeploymentPorts, WantedEnvironment } from "./ports.ts";

/** Every source but GitHub's own deployments, which are read for all environments at once. */
export type OtherSource = Exclude<DeploymentSource, GitHubDeployments>;

/** What an environment runs, by the source that is configured for it. Each is loaded only when it is asked. */
export async function readLive(
  { environment, source }: WantedEnvironment<OtherSource>,
  ports: DeploymentPorts,
  horizon: number,
): Promise<readonly LiveDeployment[]> {
  switch (source.source) {
    case "workflow": {
      const { readWorkflow } = await import("./workflow.ts");
      return readWorkflow({ environment, source }, ports, horizon);
    }
    case "branch": {
      const { readBranch } = await import("./branch.ts");
      return readBranch({ environment, source }, ports, horizon);
    }
    case "release":
    case "tag": {
      const { readNewestVersion } = await import("./newest-version.ts");
      return readNewestVersion({ environment, source }, ports, horizon);
    }
    case "url": {
      const { readUrls } = await import("./urls.ts");
      return readUrls({ environment, source }, ports, horizon);
    }
    case "file": {
      const { readFileSource } = await import("./file.ts");
      return readFileSource({ environment, source }, ports, horizon);
    }
  }
}
