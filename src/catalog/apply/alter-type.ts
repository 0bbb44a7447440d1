import { nameKey } from "../catalog.ts";
import type { Catalog, UserType } from "../catalog.ts";
import type { AlterCompositeType, AlterDomain } from "../../model/schema-change.ts";

type Domain = Extract<UserType["definition"], { kind: "domain" }>;

/** A domain whose check is dropped may have others, which are not counted: it still counts as checked. */
export function alterDomain(catalog: Catalog, change: AlterDomain): void {
  const key = nameKey(change.type);
  const type = catalog.types.get(key);
  if (type?.definition.kind !== "domain") return;
  const definition = { ...type.definition, ...changedProperty(change.action) };
  catalog.types.set(key, { ...type, definition });
}

function changedProperty(action: AlterDomain["action"]): Partial<Domain> {
  switch (action.do) {
    case "set-not-null":
      return { nullable: false };
    case "drop-not-null":
      return { nullable: true };
    case "set-default":
      return { default: action.default };
    case "drop-default":
      return { default: null };
    case "add-constraint":
      return { hasCheck: true };
    case "drop-constraint":
    case "validate-constraint":
    case "rename-constraint":
      return {};
  }
}

export function alterCompositeType(catalog: Catalog, change: AlterCompositeType): void {
  const key = nameKey(change.type);
  const type = catalog.types.get(key);
  if (type?.definition.kind !== "composite") return;
  const attributes = changedAttributes(type.definition.attributes, change);
  catalog.types.set(key, { ...type, definition: { kind: "composite", attributes } });
}

function changedAttributes(
  attributes: readonly string[],
  { attribute, action }: AlterCompositeType,
): readonly string[] {
  switch (action.do) {
    case "add":
      return [...attributes, attribute];
    case "drop":
      return attributes.filter((name) => name !== attribute);
    case "rename":
      return attributes.map((name) => (name === attribute ? action.to : name));
    case "change-type":
      return attributes;
  }
}
