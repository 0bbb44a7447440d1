import type { Reason } from "../model/reason.ts";
import type { Result } from "../model/verdict.ts";
import type { Proposal } from "../model/proposal.ts";
import { quote } from "./message.ts";
import { reasonFacts, type ReasonFacts, type ToldReason } from "./reason-facts.ts";
import { capitalize } from "./word-list.ts";

/** What a reason says at the head of a report. All are messages: identifiers in backquotes. */
export interface ReasonWords {
  /** Goes behind "Blocked:" or "Waiting:", without a stop. */
  readonly title: string;
  /** What to do, one or two sentences; null where there is nothing to do but wait. */
  readonly nextStep: string | null;
  /** What clears it, where there is nothing to do but wait. */
  readonly wait?: string;
  /** What the next step asks to write, by itself, ready to be copied. */
  readonly paste?: string;
  /** The same for a commit status: what is wrong and the next step. */
  readonly status: string;
}

/**
 * The words for one reason. `together` are the reasons of the same code that are told in the same breath: two drops that
 * wait for one link are one line.
 */
export function reasonWords(
  result: Result,
  told: ToldReason,
  together: readonly ToldReason[] = [told],
): ReasonWords {
  return wordsOf(told.reason, reasonFacts(result, told, together));
}

function wordsOf(reason: Reason, facts: ReasonFacts): ReasonWords {
  const { clause, links, environments, object } = facts;
  switch (reason.code) {
    case "in-place-change":
      return {
        title: `this ${clause} in one step`,
        nextStep: facts.hasPlan
          ? "ship step 1 in this pull request; the rest follows in their own."
          : (facts.safeWay ?? "split it into an expand, a migrate and a contract pull request."),
        status: `${capitalize(clause)} in one step: split it (see comment)`,
      };
    case "no-link":
      return facts.proposal === null ? noLinkWords(facts) : proposalWords(facts, facts.proposal);
    case "link-not-found":
      return {
        title: `${links} ${facts.linksWere} not found`,
        nextStep: `correct the \`Expand-PR:\` line: name the earlier pull request that ${facts.madeReady}.`,
        status: `${links} ${facts.linksWere} not found: correct the Expand-PR line in the description`,
      };
    case "link-is-self":
      return {
        title: `${links} is this pull request itself`,
        nextStep: `name the earlier pull request that ${facts.madeReady}: \`Expand-PR: #…\`.`,
        status: `Expand-PR names this pull request itself: name the earlier one that ${facts.madeReady}`,
      };
    case "link-not-merged":
      return reason.effect === "waiting"
        ? {
            title: `${links} ${facts.linksAre} not merged yet`,
            nextStep: `merge and deploy ${links}. This turns green by itself afterwards.`,
            status: `Waiting for ${links} to be merged and deployed`,
          }
        : {
            title: `${links} ${facts.linksWere} not merged into the branch that is deployed`,
            nextStep: `name a merged pull request that ${facts.madeReady}: \`Expand-PR: #…\`.`,
            status: `${links} ${facts.linksWere} not merged: name a merged pull request (Expand-PR: #…)`,
          };
    case "link-does-not-cover":
      return {
        title: `${links} ${facts.linksDo} not cover ${object}`,
        nextStep:
          "name the pull request that added its replacement or removed its last use: `Expand-PR: #…`.",
        status: `${links} ${facts.linksDo} not cover ${object}: name the pull request that ${facts.madeReady} (Expand-PR: #…)`,
      };
    case "not-deployed":
      return {
        title: `${links} ${facts.linksAre} not yet live in ${environments}`,
        nextStep: null,
        wait: `Nothing to do here. This turns green by itself after the next deployment of ${environments}${facts.plus}.`,
        status: `Waiting for ${links} to be deployed to ${environments}`,
      };
    case "rollout-in-progress":
      return {
        title: `a rollout to ${environments} is under way`,
        nextStep: null,
        wait: `Nothing to do here. This turns green by itself when ${environments} runs ${links}${facts.plus}.`,
        status: `Waiting for the rollout to ${environments} to end`,
      };
    case "rolled-back":
      return {
        title: `${environments} ${facts.environmentsWere} rolled back to before ${links}`,
        nextStep: null,
        wait: `Nothing to do here. This turns green by itself when ${links} ${facts.linksAre} deployed to ${environments} again${facts.plus}.`,
        status: `${environments} ${facts.environmentsWere} rolled back: waiting for ${links} to be deployed again`,
      };
    case "reverted":
      return {
        title: `${links} ${facts.linksWere} reverted`,
        nextStep: "bring it back, deploy it, and name the pull request that does: `Expand-PR: #…`.",
        status: `${links} ${facts.linksWere} reverted: bring it back and name the pull request that does (Expand-PR: #…)`,
      };
    case "deployment-unknown":
      return {
        title: `it could not be told whether ${links} ${facts.linksAre} live in ${environments}`,
        nextStep: reason.message,
        wait: "This turns green by itself once it can be told.",
        status: `Could not tell whether ${links} ${facts.linksAre} live in ${environments} (see comment)`,
      };
    case "mixed-phases":
      if (facts.isAddition)
        return {
          title: `this ${clause} together with code that needs it, which runs first`,
          nextStep:
            "move the migration to a pull request of its own, and merge this one when it has run.",
          status: `${capitalize(clause)} together with code that needs it: ship the migration on its own first`,
        };
      return {
        title: `this ${clause} together with what replaces it`,
        nextStep: "move the removal to a later pull request that names this one: `Expand-PR: #…`.",
        status: `${capitalize(clause)} together with what replaces it: move the removal to a later pull request`,
      };
    case "same-merge-group":
      return {
        title: `this ${clause} in one merge group with ${links}, its expand`,
        nextStep: `queue it again when ${links} is live.`,
        status: `${capitalize(clause)} in one merge group with ${links}, its expand: queue it again when that is live`,
      };
    case "edited-history":
      return {
        title: `${facts.place} was changed after it was merged`,
        nextStep: facts.safeWay ?? "restore it, and put the change into a new migration.",
        status: `${facts.place} was changed after it was merged: restore it and add a new migration`,
      };
    case "out-of-order":
      return {
        title: `${facts.place} sorts before migrations that are merged already`,
        nextStep: facts.safeWay ?? "give it a newer version.",
        status: `${facts.place} sorts before merged migrations: give it a newer version`,
      };
    case "unreadable-change":
      if (facts.understood) {
        return {
          title: `this ${clause}, and it cannot be told whether that is safe`,
          nextStep: facts.safeWay,
          status: `${capitalize(clause)}, and it cannot be told whether that is safe: see comment`,
        };
      }
      return {
        title: `${facts.place} could not be read`,
        nextStep:
          facts.safeWay ?? "write it so that it can be read, or leave it out of this pull request.",
        status: `${facts.place} could not be read, so it cannot pass: see comment`,
      };
    case "unsafe-operation":
      return {
        title: `this ${clause}${facts.hazard === null ? "" : `, ${facts.hazard}`}`,
        nextStep: facts.safeWay,
        status: `${capitalize(clause)}${facts.hazard === null ? "" : `, ${facts.hazard}`}: see comment for the safe way`,
      };
    case "soaking":
      return {
        title: withoutStop(reason.message),
        nextStep: null,
        wait: "Nothing to do here. This turns green by itself when that time is over.",
        // A status stays as it is until something happens: only the point in time holds.
        status: reason.message.replace(/, in about [^,]*$/, ""),
      };
    case "still-referenced":
      return reason.effect === "waiting"
        ? {
            title: `${environments} still ${facts.environmentsRun} code that uses ${object}`,
            nextStep: null,
            wait: `Nothing to do here. This turns green by itself when ${environments} ${facts.environmentsRun} code without it.`,
            status: `Waiting for code without ${object} to be deployed to ${environments}`,
          }
        : {
            title: `code still uses ${object}`,
            nextStep:
              "remove that use in a pull request of its own, deploy it, and link it here: `Expand-PR: #…`.",
            status: `Code still uses ${object}: remove that first, in a pull request of its own (see comment)`,
          };
    case "references-unknown":
      return {
        title: `it could not be told whether code still uses ${object}`,
        nextStep: reason.message,
        wait: "This turns green by itself once it can be told.",
        status: `Could not tell whether code still uses ${object} (see comment)`,
      };
    case "window-open":
      return {
        title: `${object} waits for its compatibility window`,
        nextStep: null,
        wait: `${reason.message} This turns green by itself then.`,
        status: `Waiting for the compatibility window of ${object}: ${withoutStop(reason.message)}`,
      };
    case "waiver-not-allowed":
    case "waived":
      return { title: withoutStop(reason.message), nextStep: null, status: reason.message };
  }
}

function withoutStop(message: string): string {
  return message.replace(/\.\s*$/, "");
}

function noLinkWords({ clause, madeReady, hasPlan }: ReasonFacts): ReasonWords {
  return {
    title: noLinkTitle(clause, madeReady),
    nextStep: `name it in this pull request's description, on a line of its own: \`Expand-PR: #…\`.${
      hasPlan ? " Is there none yet? Then ship the steps below first." : ""
    }`,
    status: `${capitalize(clause)}: name the pull request that ${madeReady} (Expand-PR: #…)`,
  };
}

function proposalWords(
  { clause, madeReady, hasPlan }: ReasonFacts,
  { name, line, isCommand, suffices }: Proposal,
): ReasonWords {
  const how = isCommand
    ? `run the check again with ${quote(line)}`
    : `add the line ${quote(line)} to the description`;
  const live = suffices ? " (live)" : "";
  const then = suffices ? "" : "; what is still missing then stands below";
  const otherwise = hasPlan ? " If nothing did yet, ship the steps below first." : "";
  return {
    title: noLinkTitle(clause, madeReady),
    nextStep: `if ${name} ${madeReady}, ${how}${then}.${otherwise}`,
    paste: line,
    status: `${capitalize(clause)}: if ${name}${live} ${madeReady}, ${how}`,
  };
}

function noLinkTitle(clause: string, madeReady: string): string {
  return `this ${clause}, and no earlier pull request is named that ${madeReady}`;
}
