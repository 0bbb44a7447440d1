import type { RoutineBody } from "./routine-body.ts";
import type { Token } from "./token.ts";

/** What else CREATE makes: behind these words no routine follows. */
const otherObjects = new Set(
  "TABLE VIEW INDEX DATABASE SCHEMA USER ROLE SEQUENCE SERVER".split(" "),
);
/** Words that begin the body of a procedure or function; its header has none of them outside parentheses. */
const bodyStarts = new Set(
  (
    "BEGIN IF CASE LOOP WHILE REPEAT FOR SELECT INSERT UPDATE DELETE REPLACE SET CALL RETURN WITH CREATE ALTER DROP " +
    "TRUNCATE START COMMIT ROLLBACK SIGNAL RESIGNAL GET DO EXECUTE PREPARE"
  ).split(" "),
);
/** Words inside one condition of `DECLARE … HANDLER FOR`, which has not ended with them. */
const insideCondition = new Set(["SQLSTATE", "VALUE", "NOT"]);

/**
 * Follows the blocks of a MySQL or MariaDB routine. A word opens or closes a block only where a statement can start,
 * because BEGIN and END may also name a column or alias, and a table `begin` must not hide the statements behind it.
 */
export function followMysqlRoutine(): RoutineBody {
  let phase: "object" | "header" | "body" | "none" = "object";
  let object = "";
  let index = 0;
  let depth = 0;
  let previous = "";
  let beforePrevious = "";
  /** Open blocks; in a `case-expression` THEN and ELSE start no statement. */
  const open: ("block" | "case-expression")[] = [];
  /** Whether the next token starts a statement, and the first word of the statement at hand. */
  let startsNext = false;
  let first = "";
  let sinceFirst = 0;
  let handler: "none" | "condition" | "condition-ended" = "none";

  function followObject(keyword: string): void {
    if (index === 0) {
      if (keyword !== "CREATE" && keyword !== "ALTER" && keyword !== "BEGIN") phase = "none";
    } else if (previous === "BEGIN" && index === 1) {
      // MariaDB's `BEGIN NOT ATOMIC … END`; any other BEGIN out here starts a transaction.
      phase = keyword === "NOT" ? "header" : "none";
      object = "BLOCK";
    } else if (["TRIGGER", "PROCEDURE", "FUNCTION", "EVENT"].includes(keyword)) {
      phase = "header";
      object = keyword;
    } else if (otherObjects.has(keyword) || index > 30) phase = "none";
  }

  /** True where the token is the first of the body. */
  function endsHeader(keyword: string): boolean {
    switch (object) {
      case "BLOCK":
        open.push("block");
        startsNext = true;
        phase = "body";
        return false;
      case "TRIGGER":
        if (keyword === "ROW" && previous === "EACH" && beforePrevious === "FOR") startsNext = true;
        else if (startsNext && (keyword === "FOLLOWS" || keyword === "PRECEDES")) return false;
        else if (startsNext && (previous === "FOLLOWS" || previous === "PRECEDES")) return false;
        else if (startsNext) return true;
        return false;
      case "EVENT":
        if (previous === "DO" && depth === 0) return true;
        return false;
      default:
        return depth === 0 && bodyStarts.has(keyword);
    }
  }

  function followBody(keyword: string): void {
    let starts = startsNext;
    startsNext = false;
    if (handler === "condition-ended") {
      handler = keyword === "," ? "condition" : "none";
      if (handler === "none") starts = true;
    } else if (handler === "condition" && !insideCondition.has(keyword))
      handler = "condition-ended";
    if (starts) {
      first = keyword;
      sinceFirst = 0;
    } else sinceFirst += 1;

    const inExpression = open.at(-1) === "case-expression";
    switch (keyword) {
      case ";":
        startsNext = true;
        handler = "none";
        break;
      case "CASE":
        if (previous !== "END") open.push(starts ? "block" : "case-expression");
        break;
      case "END":
        if (inExpression || starts || first === "UNTIL") open.pop();
        break;
      case "BEGIN":
      case "LOOP":
      case "REPEAT":
        if (starts) {
          open.push("block");
          startsNext = true;
        }
        break;
      case "IF":
      case "WHILE":
        if (starts) open.push("block");
        break;
      case "FOR":
        if (starts) open.push("block");
        else if (previous === "HANDLER" && first === "DECLARE") handler = "condition";
        break;
      case "THEN":
        startsNext = !inExpression && ["IF", "ELSEIF", "CASE", "WHEN"].includes(first);
        break;
      case "ELSE":
        startsNext = !inExpression && starts;
        break;
      case "DO":
        startsNext = !starts && (first === "WHILE" || first === "FOR");
        break;
      case ":":
        startsNext = sinceFirst === 1;
        break;
    }
  }

  return {
    follow(token: Token) {
      const keyword = token.keyword;
      if (phase === "object") followObject(keyword);
      else if (phase === "header" && endsHeader(keyword)) {
        phase = "body";
        startsNext = true;
        followBody(keyword);
      } else if (phase === "body") followBody(keyword);
      if (keyword === "(") depth += 1;
      else if (keyword === ")") depth -= 1;
      beforePrevious = previous;
      previous = keyword;
      index += 1;
    },
    isOpen: () => open.length > 0,
  };
}
