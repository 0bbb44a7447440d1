import type { Client } from "../github/client.ts";
import type { RepositoryName } from "../github/repository.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { DeploymentSource } from "../model/deployment-source.ts";

/** What a source may ask to find out what runs. */
export interface DeploymentPorts {
  readonly client: Client;
  readonly repository: RepositoryName;
  /** Reads other repositories. */
  readonly elsewhere: Client;
  /** The value of an environment variable; null where it is not set. */
  readonly secret: (name: string) => string | null;
  readonly now: () => Date;
}

/** An environment that something waits for, by name or pattern, and where it is known from. */
export interface WantedEnvironment<Source extends DeploymentSource = DeploymentSource> {
  readonly environment: string;
  readonly source: Source;
}

/**
 * Reads what an environment runs by one kind of source: at least one answer, several where several commits run at once.
 * `horizon` is how far back earlier deployments matter, in milliseconds.
 */
export type ReadLive<Source extends DeploymentSource> = (
  wanted: WantedEnvironment<Source>,
  ports: DeploymentPorts,
  horizon: number,
) => Promise<readonly LiveDeployment[]>;
