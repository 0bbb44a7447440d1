import type { WindowCondition, WindowIdentity, WindowStage } from "../model/window.ts";
import { shownShape } from "./shape.ts";

/** What has to happen next for a window to close, as a message without a stop. */
export function nextStep(
  identity: WindowIdentity,
  stage: WindowStage,
  byPeople: readonly WindowCondition[],
): string {
  if (stage.stage === "over") return stage.how;
  if (stage.stage === "contracted") return `wait: ${stage.waits}`;
  const unseen = stage.evidence.find(({ isMet }) => !isMet);
  if (unseen?.id === "references") return `take the last uses away: ${unseen.detail ?? ""}`;
  if (unseen !== undefined) return `wait: ${unseen.detail ?? unseen.label}`;
  const unticked = byPeople.filter(({ isMet }) => !isMet);
  const [first] = unticked;
  if (first !== undefined) {
    const more = unticked.length > 1 ? ` (and ${unticked.length - 1} more)` : "";
    return `tick when it is so: ${first.label}${more}`;
  }
  return `open the contract: drop \`${shownShape(identity.old)}\` in a pull request with \`Expand-PR: #${identity.expand}\``;
}
