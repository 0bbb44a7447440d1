import { repositoryRoles, type WaiverPolicy, type WaiverRequest } from "../model/waiver.ts";
import { formatTime } from "../time.ts";

/** What a request is judged by, besides what it names. */
export interface WaiverGround {
  readonly policy: WaiverPolicy;
  /** Who opened the pull request. */
  readonly author: string;
  /** The time of the judgement, ISO. */
  readonly now: string;
}

/** Why a waiver does not count, whatever it names, and the next step; null where it does. */
export function waiverRefusal(
  request: WaiverRequest,
  { policy, author, now }: WaiverGround,
): string | null {
  const who = `\`${request.author}\``;
  if (repositoryRoles.indexOf(request.role) < repositoryRoles.indexOf(policy.permission)) {
    return `${who} has the role \`${request.role}\`, and a waiver takes \`${policy.permission}\`. Ask somebody who has it.`;
  }
  if (!policy.self && request.author === author) {
    return `${who} opened this pull request, and nobody waives their own. Ask somebody else.`;
  }
  if (request.editedBy !== null) {
    return `\`${request.editedBy}\` changed what ${who} wrote. It counts when ${who} says it again.`;
  }
  if (request.reason === "") {
    return `${who} gave no reason. Say why: \`because …\` goes on the record.`;
  }
  const end = expiryOf(request, policy);
  if (end !== null && Date.parse(end) <= Date.parse(now)) {
    return `it ended ${formatTime(end)}. Give it again where it is still needed.`;
  }
  return null;
}

/** When a waiver ends, as an ISO time; null where it does not. */
export function expiryOf(request: WaiverRequest, policy: WaiverPolicy): string | null {
  if (policy.expiresAfter === null) return null;
  return new Date(Date.parse(request.at) + policy.expiresAfter).toISOString();
}
