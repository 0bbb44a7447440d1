import type { AlterCompositeType, AlterDomain } from "../../model/schema-change.ts";
import { code, named, part } from "./code.ts";

export function describeTypeChange(change: AlterCompositeType | AlterDomain): string {
  return change.kind === "alter-domain" ? describeDomainChange(change) : describeAttribute(change);
}

function describeDomainChange({ type, action }: AlterDomain): string {
  const domain = `domain ${named(type)}`;
  switch (action.do) {
    case "set-not-null":
      return `set ${domain} to \`NOT NULL\``;
    case "drop-not-null":
      return `drop \`NOT NULL\` of ${domain}`;
    case "set-default":
      return `set the default of ${domain} to ${code(action.default.sql, "text")}`;
    case "drop-default":
      return `drop the default of ${domain}`;
    case "add-constraint": {
      const name = action.constraint.name === null ? "" : ` ${code(action.constraint.name)}`;
      const notValid = action.constraint.notValid ? ", not validated," : "";
      return `add check constraint${name}${notValid} to ${domain}`;
    }
    case "drop-constraint":
      return `drop constraint ${part(type, action.name)} of a domain`;
    case "validate-constraint":
      return `validate constraint ${part(type, action.name)} of a domain`;
    case "rename-constraint":
      return `rename constraint ${part(type, action.name)} of a domain to ${code(action.to)}`;
  }
}

function describeAttribute({ type, attribute, action }: AlterCompositeType): string {
  const shown = part(type, attribute);
  switch (action.do) {
    case "add":
      return `add attribute ${shown} (${code(action.type.text, "text")})`;
    case "drop":
      return `drop attribute ${shown}`;
    case "rename":
      return `rename attribute ${shown} to ${code(action.to)}`;
    case "change-type":
      return `change the type of attribute ${shown} to ${code(action.type.text, "text")}`;
  }
}
