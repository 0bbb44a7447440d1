import { toLiveDeployment, type Listing } from "./deployments.ts";

/**
 * Whether nothing runs in an environment that a pattern happens to match: nothing was ever deployed there or is on its
 * way, or what was is transient and destroyed.
 */
export function isVacant(listing: Listing): boolean {
  const states = listing.deployments.map(({ state }) => state ?? "PENDING");
  if (states.some((state) => underWay.includes(state))) return false;
  const isDestroyed = states.some((state) => state === "DESTROYED");
  const isStanding = states.some((state) => state === "ACTIVE" || state === "INACTIVE");
  return toLiveDeployment(listing).state === "none" || (isDestroyed && !isStanding);
}

const underWay: readonly string[] = ["IN_PROGRESS", "PENDING", "QUEUED", "WAITING"];
