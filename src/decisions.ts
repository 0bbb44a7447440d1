import { acknowledgedRules } from "./gate/acknowledged-rules.ts";
import { applyWaivers, type Decided } from "./gate/apply-waivers.ts";
import { parseCommands } from "./gate/parse-commands.ts";
import type { Acknowledgement } from "./model/acknowledgement.ts";
import type { Configuration } from "./model/configuration.ts";
import type { PullRequestFacts } from "./model/pull-request.ts";
import type { Reason } from "./model/reason.ts";
import type { Result } from "./model/verdict.ts";
import type { RepositoryRole, WaiverPolicy, WaiverRequest } from "./model/waiver.ts";
import { parseMemory } from "./report/comment-memory.ts";
import { fingerprint } from "./report/fingerprint.ts";

/** Looks up what a person may do in the repository. Asked once for each person. */
export type RoleReader = (login: string) => Promise<RepositoryRole>;

export interface DecisionPorts {
  readonly readRole: RoleReader;
  readonly now: string;
  /** Which files people on the pull request speak of; all where it is judged by itself. */
  readonly isOwnFile?: (path: string) => boolean;
}

/** Applies what people decided to a result that holds something up. `now` is the time of the judgement, ISO. */
export async function decide(
  result: Result,
  facts: PullRequestFacts,
  configuration: Configuration,
  { readRole, now, isOwnFile = () => true }: DecisionPorts,
): Promise<Decided> {
  const policy = configuration.waivers;
  const requests = await requestsOf(result, facts, configuration, remembering(readRole));
  return applyWaivers(result, {
    requests,
    policy,
    author: facts.author ?? "",
    head: facts.headSha,
    now,
    isOwnFile,
    memory: facts.comment === null ? null : parseMemory(facts.comment.body),
    fingerprint,
  });
}

async function requestsOf(
  result: Result,
  facts: PullRequestFacts,
  configuration: Configuration,
  readRole: RoleReader,
): Promise<readonly WaiverRequest[]> {
  const requests = [
    ...fromComments(facts),
    ...fromLabels(facts, configuration),
    ...fromMigrations(result, facts, configuration.waivers),
  ];
  return Promise.all(
    requests.map(async (request) => ({ ...request, role: await readRole(request.author) })),
  );
}

type Wish = Omit<WaiverRequest, "role">;

function fromComments({ comments }: PullRequestFacts): readonly Wish[] {
  return comments.flatMap(({ id, url, author, at, editedBy, body }) =>
    parseCommands(body).flatMap((command): readonly Wish[] => {
      if (command.kind !== "waive") return [];
      const { target, reason } = command;
      return [{ target, reason, author, at, editedBy, source: { kind: "comment", id, url } }];
    }),
  );
}

function fromLabels({ labels }: PullRequestFacts, { waivers }: Configuration): readonly Wish[] {
  return labels.flatMap(({ name, by, at }): readonly Wish[] => {
    if (name !== waivers.label || by === null || at === null) return [];
    const source = { kind: "label", label: name } as const;
    const reason = `by the label "${name}"`;
    return [{ target: null, reason, author: by, at, editedBy: null, source }];
  });
}

/** What stands beside a statement is the author's wish, until somebody approves the commit and makes it theirs. */
function fromMigrations(
  { files, reasons }: Result,
  facts: PullRequestFacts,
  { inMigrations, acknowledgements: tools }: WaiverPolicy,
): readonly Wish[] {
  const others = facts.approvals.filter(({ author }) => author !== facts.author);
  const own = { author: facts.author ?? "", at: facts.createdAt };
  const approvers = others.length === 0 ? [own] : others;
  return files.flatMap(({ path, statements }) =>
    statements.flatMap(({ line, allowances, acknowledgements = [] }) => {
      const told = acknowledgements.filter(({ tool }) => tools.includes(tool));
      const held = reasons.filter(
        (one) => one.path === path && one.line === line && one.effect !== "note",
      );
      const wishes = told.flatMap((one) => toWishes(one, held));
      const asked = [...(inMigrations ? allowances : []), ...wishes];
      const source = { kind: "migration", path, line } as const;
      return asked.flatMap((one) =>
        approvers.map(({ author, at }): Wish => ({ ...one, author, at, editedBy: null, source })),
      );
    }),
  );
}

/** One for each rule that it speaks of and that holds its statement up: a check with no rule of ours lets nothing pass. */
function toWishes(
  one: Acknowledgement,
  held: readonly Reason[],
): readonly Pick<Wish, "target" | "reason">[] {
  const reason = `\`${one.text.replaceAll("`", "'")}\` in line ${one.line} of the migration`;
  const rules = acknowledgedRules(one);
  if (rules === null) return held.length === 0 ? [] : [{ target: null, reason }];
  return rules
    .filter((rule) => held.some((other) => other.rules.includes(rule)))
    .map((target) => ({ target, reason }));
}

function remembering(readRole: RoleReader): RoleReader {
  const known = new Map<string, Promise<RepositoryRole>>();
  return (login) => {
    const role = known.get(login) ?? readRole(login);
    known.set(login, role);
    return role;
  };
}
