import type { Attempt, Condition, Guard } from "../../../model/condition.ts";
import { nodesAs } from "../ast.ts";
import type { Grammar } from "../grammar.ts";
import { exists, readCondition } from "./condition.ts";
import { assignmentIn, expressionNode, queryOf, valueOf } from "./expression-values.ts";
import { isOnlyJump, isReturn, jumpsIn, leaves, loopKinds } from "./jumps.ts";
import { knownText } from "./known-text.ts";
import { turnsOf } from "./loop-turns.ts";
import {
  expressionIn,
  functionIn,
  nodeIn,
  nodesBelow,
  nodesIn,
  numberIn,
  rowFields,
  textIn,
  type Fields,
  type TreeNode,
} from "./tree.ts";
import {
  assign,
  assignedBelow,
  common,
  declaredIn,
  forget,
  textOf,
  type Known,
} from "./variables.ts";

/** What a PL/pgSQL block runs, in the order of its text. */
export interface BlockStep {
  /**
   * `sql` is a statement; `dynamic` an expression of EXECUTE that is not known; `expression` is only evaluated;
   * `unread` stands deeper than is read.
   */
  readonly kind: "sql" | "dynamic" | "expression" | "unread";
  readonly text: string;
  /** One-based, in the block's body. */
  readonly line: number;
  /** Whether a loop may run it again. */
  readonly inLoop: boolean;
  readonly guards: readonly Guard[];
}

/** Loops in loops multiply what there is to read: beyond so many statements, loops are read once. */
const visitLimit = 5000;
const depthLimit = 60;

/** Behind so many conditions nothing is certain any more. */
const guardLimit = 50;
const never: Guard = {
  kind: "condition",
  condition: { kind: "constant", value: true },
  holds: false,
};
const undecided: Guard = { kind: "condition", condition: { kind: "undecided" }, holds: true };

/** Where the reading stands: what is known of variables, and what the statements from here on need to run. */
interface Place {
  readonly known: Known;
  guards: readonly Guard[];
  readonly inLoop: boolean;
  readonly depth: number;
}

interface LoopFacts {
  /** Every variable that a turn may assign. */
  readonly assigned: ReadonlySet<string>;
  /** Whether a turn may be the last one before its time. */
  readonly leaves: boolean;
  /** Whether it may be the last of what stands around the loop as well. */
  readonly leavesMore: boolean;
}

interface Branch {
  readonly condition: string | null;
  readonly line: number;
  readonly body: unknown;
}

/** The steps in the tree that the library makes of a block; `parameters` are the values of a function's. */
export function blockSteps(
  tree: unknown,
  grammar: Grammar,
  parameters: ReadonlyMap<string, string | null> = new Map(),
): readonly BlockStep[] {
  const block = functionIn(tree);
  const declared = declaredIn(block);
  const steps: BlockStep[] = [];
  const loops = new WeakMap<Fields, LoopFacts>();
  let visited = 0;

  function add(kind: BlockStep["kind"], text: string | null, line: number, place: Place): void {
    const { inLoop, guards } = place;
    if (text !== null) steps.push({ kind, text, line, inLoop, guards });
  }

  /** Every turn of a loop comes to the same EXECUTE: what is not known of it is told once. */
  function isToldBefore(text: string, line: number, { guards }: Place): boolean {
    const before = steps.findLast((step) => step.kind === "dynamic" && step.line === line);
    return before?.text === text && before.guards === guards;
  }

  /** What EXECUTE gets: a statement where it is known. */
  function addDynamic(value: unknown, line: number, place: Place): void {
    const text = expressionIn(value);
    if (text === null) return;
    const sql = knownText(expressionNode(text, grammar), (name) => textOf(place.known, name));
    if (typeof sql === "string") add("sql", sql, line, place);
    else if (!isToldBefore(text, line, place)) add("dynamic", text, line, place);
    forgetAnswers(place.known);
  }

  function addExpressions(values: readonly unknown[], line: number, place: Place): void {
    for (const { kind, fields } of nodesBelow(values))
      if (kind === "expr") add("expression", textIn(fields["query"]), line, place);
  }

  function readAll(statements: unknown, place: Place): void {
    for (const node of nodesIn(statements)) readOne(node, place);
  }

  function readOne(node: TreeNode, place: Place): void {
    const { kind, fields } = node;
    const line = numberIn(fields["lineno"]);
    visited += 1;
    if (place.depth > depthLimit) return add("unread", kind, line, place);
    if (loopKinds.has(kind)) return readLoop(node, place);
    switch (kind) {
      case "stmt_block":
        return readBlock(fields, place);
      case "stmt_if": {
        const others = nodesIn(fields["elsif_list"]).map((branch) =>
          branchOf(branch.fields, "cond", "stmts"),
        );
        const branches = [branchOf(fields, "cond", "then_body"), ...others];
        return readBranches(branches, fields["else_body"], place);
      }
      case "stmt_case": {
        add("expression", expressionIn(fields["t_expr"]), line, place);
        const branches = nodesIn(fields["case_when_list"]).map((branch) =>
          branchOf(branch.fields, "expr", "stmts"),
        );
        return readBranches(branches, fields["else_stmts"], place);
      }
      case "stmt_assign": {
        addExpressions([fields["expr"]], line, place);
        const name = declared.names[numberIn(fields["varno"])] ?? "";
        const assignment = assignmentIn(expressionIn(fields["expr"]) ?? "");
        const isWhole = assignment?.target.toLowerCase() === name;
        const value = isWhole ? valueOf(assignment.value, place.known, grammar) : null;
        return assign(place.known, declared, name, value);
      }
      case "stmt_exit": {
        const text = expressionIn(fields["cond"]);
        add("expression", text, line, place);
        // What follows in the same list runs only where the loop goes on.
        const condition = conditionOf(text ?? "true", place);
        place.guards = guarded(place.guards, { kind: "condition", condition, holds: false });
        return;
      }
      case "stmt_execsql":
      case "stmt_perform":
      case "stmt_call": {
        const text = expressionIn(fields[kind === "stmt_execsql" ? "sqlstmt" : "expr"]) ?? "";
        add("sql", text, line, place);
        return readResult(node, text, place);
      }
      case "stmt_commit":
      case "stmt_rollback":
        return add("sql", kind === "stmt_commit" ? "COMMIT" : "ROLLBACK", line, place);
      default: {
        const { query, dynquery, ...others } = fields;
        if (kind === "stmt_dynexecute") addDynamic(query, line, place);
        else add("sql", expressionIn(query), line, place);
        addDynamic(dynquery, line, place);
        addExpressions(Object.values(others), line, place);
        forget(place.known, assignedBelow([asField(node)], declared));
        if (isReturn(node)) place.guards = guarded(place.guards, never);
      }
    }
  }

  /** A block, with its handlers where it has any. */
  function readBlock(fields: Fields, place: Place): void {
    const handlers = nodeIn(fields["exceptions"]);
    const inside = place.depth + 1;
    if (handlers === null) {
      const inner = { ...place, depth: inside };
      readAll(fields["body"], inner);
      // Behind an EXIT that names the block, what follows it runs.
      const isNamed = fields["label"] !== undefined && jumpsIn(fields["body"]);
      place.guards = isNamed ? guarded(place.guards, undecided) : inner.guards;
      return;
    }
    const exceptions = nodesIn(handlers.fields["exc_list"]);
    const [only, ...others] = nodesIn(fields["body"]);
    const isAlone = others.length === 0 && only?.kind === "stmt_execsql";
    const attempt: Attempt = { catches: exceptions.flatMap(conditionNames), isAlone };
    const known = new Map(place.known);
    const guards = [...place.guards, { kind: "attempt", attempt } as const];
    readAll(fields["body"], { ...place, known, guards, depth: inside });
    const ways = [known];
    // A handler runs with what the body has assigned until it failed.
    forget(place.known, assignedBelow(fields["body"], declared));
    for (const exception of exceptions) {
      const handled = new Map(place.known);
      const needed: readonly Guard[] = [...place.guards, { kind: "handler", attempt }];
      const handler = { ...place, known: handled, guards: needed, depth: inside };
      readAll(exception.fields["action"], handler);
      if (leaves(exception.fields["action"]) === "no") ways.push(handled);
    }
    replace(place.known, common(ways));
    if (jumpsIn([fields["body"], handlers.fields])) place.guards = guarded(place.guards, undecided);
  }

  /** Each branch runs where its condition holds and none before it did. */
  function readBranches(branches: readonly Branch[], otherwise: unknown, place: Place): void {
    const ways: Known[] = [];
    const refused: Guard[] = [];
    const depth = place.depth + 1;
    let only: Condition | null = null;
    for (const { condition: text, line, body } of branches) {
      const guards = guarded(place.guards, ...refused);
      add("expression", text, line, { ...place, guards });
      const condition = conditionOf(text ?? "", place);
      const known = new Map(place.known);
      const own = guarded(guards, { kind: "condition", condition, holds: true });
      readAll(body, { ...place, known, guards: own, depth });
      const left = leaves(body);
      if (left === "no") ways.push(known);
      if (left === "quietly" && isOnlyJump(body)) only = condition;
      if (refused.length <= guardLimit)
        refused.push({ kind: "condition", condition, holds: false });
    }
    const known = new Map(place.known);
    readAll(otherwise, { ...place, known, guards: guarded(place.guards, ...refused), depth });
    if (leaves(otherwise) === "no") ways.push(known);
    replace(place.known, common(ways));
    // Behind `IF … THEN RETURN; END IF` the rest runs only where the condition did not hold.
    if (only !== null && branches.length === 1 && !jumpsIn(otherwise))
      place.guards = guarded(place.guards, { kind: "condition", condition: only, holds: false });
    else if (jumpsIn([branches.map(({ body }) => body), otherwise]))
      place.guards = guarded(place.guards, undecided);
  }

  function conditionOf(text: string, place: Place): Condition {
    return readCondition(expressionNode(text, grammar), place.known);
  }

  function readLoop(node: TreeNode, place: Place): void {
    readTurns(node, place);
    if (factsOf(node).leavesMore) place.guards = guarded(place.guards, undecided);
  }

  function readTurns(node: TreeNode, place: Place): void {
    const { kind, fields } = node;
    const line = numberIn(fields["lineno"]);
    const { body, query, ...others } = fields;
    if (kind === "stmt_dynfors") addDynamic(query, line, place);
    else add("sql", expressionIn(query), line, place);
    addExpressions(Object.values(others), line, place);
    const facts = factsOf(node);
    const turns =
      facts.leaves || visited > visitLimit ? null : turnsOf(node, declared, place.known, grammar);
    visited += turns?.length ?? 0;
    // What a turn assigns is not followed into the next, nor behind the loop.
    forget(place.known, facts.assigned);
    const inner = { ...place, inLoop: true, depth: place.depth + 1 };
    for (const turn of turns ?? []) {
      if (visited > visitLimit) break;
      const known = new Map(place.known);
      for (const [name, text] of turn) known.set(name, { kind: "text", text });
      readAll(body, { ...inner, known });
    }
    if (turns !== null && visited <= visitLimit) return;
    // It is not known how often it runs, nor with what.
    const known = new Map(place.known);
    forget(known, [textIn(nodeIn(fields["var"])?.fields["refname"]) ?? ""]);
    readAll(body, { ...inner, known, guards: guarded(place.guards, undecided) });
  }

  /** A loop in a loop is read again and again, but looked through once. */
  function factsOf(node: TreeNode): LoopFacts {
    const known = loops.get(node.fields);
    if (known !== undefined) return known;
    const assigned = assignedBelow([asField(node)], declared);
    const body = nodesBelow(node.fields["body"]);
    const leavesMore = body.some((inner) => isReturn(inner) || inner.fields["label"] !== undefined);
    const leaves = leavesMore || body.some(({ fields }) => fields["is_exit"] === true);
    const facts = { assigned, leaves, leavesMore };
    loops.set(node.fields, facts);
    return facts;
  }

  /** What a statement leaves in its INTO target and in FOUND. */
  function readResult(node: TreeNode, text: string, place: Place): void {
    forget(place.known, assignedBelow([asField(node)], declared));
    const select = queryOf(text, grammar);
    if (select === null) return forgetAnswers(place.known);
    const found = exists(select);
    if (found.kind !== "undecided")
      place.known.set("found", { kind: "condition", condition: found });
    const [target, ...otherTargets] = nodesAs(select.targetList, "ResTarget");
    const row = nodeIn(node.fields["target"]);
    const [name, ...otherNames] = row?.kind === "row" ? rowFields(row.fields) : [];
    const isOne = otherTargets.length === 0 && otherNames.length === 0;
    if (name === undefined || !isOne || select.fromClause !== undefined) return;
    const condition = readCondition(target?.val, place.known);
    if (condition.kind !== "undecided")
      assign(place.known, declared, name, { kind: "condition", condition });
  }

  const place: Place = { known: new Map(), guards: [], inLoop: false, depth: 0 };
  const changed = assignedBelow(block["action"], declared);
  for (const { fields } of nodesIn(block["datums"])) {
    const line = numberIn(fields["lineno"]);
    const text = expressionIn(fields["default_val"]);
    add("sql", expressionIn(fields["cursor_explicit_expr"]), line, place);
    add("expression", text, line, place);
    if (text === null) continue;
    // A default is computed where its block begins, so what it reads must be the same everywhere.
    const steady = new Map([...place.known].filter(([name]) => !changed.has(name)));
    const name = textIn(fields["refname"]) ?? "";
    assign(place.known, declared, name, valueOf(text, steady, grammar));
  }
  for (const [name, text] of parameters)
    assign(place.known, declared, name, { kind: "text", text });
  readAll([block["action"]], place);
  return steps;
}

function guarded(guards: readonly Guard[], ...more: readonly Guard[]): readonly Guard[] {
  const all = [...guards, ...more];
  if (all.length <= guardLimit) return all;
  // A block with handlers must stay one, for what it undoes.
  return [...all.filter(({ kind }) => kind !== "condition"), undecided];
}

function branchOf(fields: Fields, condition: string, body: string): Branch {
  const line = numberIn(fields["lineno"]);
  return { condition: expressionIn(fields[condition]), line, body: fields[body] };
}

/** What was asked of the schema may have another answer once a statement has run. */
function forgetAnswers(known: Known): void {
  for (const [name, value] of known) if (value.kind === "condition") known.delete(name);
}

function replace(known: Known, by: Known): void {
  known.clear();
  for (const [name, value] of by) known.set(name, value);
}

function conditionNames({ fields }: TreeNode): readonly string[] {
  return nodesIn(fields["conditions"]).map((condition) =>
    (textIn(condition.fields["condname"]) ?? "").toLowerCase(),
  );
}

function asField({ kind, fields }: TreeNode): Fields {
  return { [`PLpgSQL_${kind}`]: fields };
}
