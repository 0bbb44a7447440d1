import type { DeploymentPorts } from "./deployments/ports.ts";
import { visibleLines } from "./gate/visible-lines.ts";
import { readIssue, readOpenIssues } from "./github/window-issues.ts";
import { SourceError } from "./model/source-error.ts";
import type { OpenWindow, WindowPolicy, WindowsFound } from "./model/window.ts";
import { readConditions } from "./windows/conditions.ts";
import { knownWindows } from "./windows/identity.ts";
import { windowLabel } from "./windows/window-label.ts";
import { shapeName } from "./windows/shape.ts";
import { parseWindowLines } from "./windows/window-lines.ts";

/** More numbers in one description are no honest use. */
const mostReferences = 10;

/** Finds the open windows for the gate; null where the configuration keeps none. */
export function createWindowFinder(
  ports: Pick<DeploymentPorts, "client" | "repository">,
  policy: WindowPolicy | null,
  bodies: readonly string[],
): (() => Promise<WindowsFound>) | null {
  if (policy === null) return null;
  return async () => {
    try {
      return await findWindows(ports, policy, bodies);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return { state: "unknown", reason: error.message };
    }
  };
}

async function findWindows(
  { client, repository }: Pick<DeploymentPorts, "client" | "repository">,
  policy: WindowPolicy,
  bodies: readonly string[],
): Promise<WindowsFound> {
  const lines = bodies.flatMap((body) => parseWindowLines(visibleLines(body)));
  const numbers = lines.flatMap((line) => (line.kind === "refers" ? [line.number] : []));
  const referred = new Set(numbers.slice(0, mostReferences));
  const known = knownWindows(await readOpenIssues(client, repository, windowLabel));
  const open = known.map(({ identity, issue: { number, body } }): OpenWindow => ({
    number,
    old: shapeName(identity.old),
    left: readConditions(body, policy)
      .byPeople.filter(({ isMet }) => !isMet)
      .map(({ label }) => label),
    isReferredTo: referred.has(number),
  }));
  const missing: number[] = [];
  for (const number of referred) {
    if (open.some((window) => window.number === number)) continue;
    const issue = await readIssue(client, repository, number);
    if (issue === null || issue.state === "open" || knownWindows([issue]).length === 0)
      missing.push(number);
  }
  return { state: "read", open, missing };
}
