import { Kind } from "graphql";
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from "graphql";

/** The most nodes that a query can give, as GitHub counts them before it runs one: page sizes multiplied inwards. */
export function countNodes(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }

  const pageSize = (field: FieldNode): number | null => {
    const argument = field.arguments?.find(
      ({ name }) => name.value === "first" || name.value === "last",
    );
    if (argument?.value.kind === Kind.INT) return Number(argument.value.value);
    if (argument?.value.kind === Kind.VARIABLE)
      return Number(variables[argument.value.name.value] ?? 0);
    return null;
  };

  const count = (selections: SelectionSetNode | undefined, factor: number): number => {
    let sum = 0;
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const size = pageSize(selection);
        if (size !== null) sum += factor * size;
        sum += count(selection.selectionSet, factor * (size ?? 1));
      } else if (selection.kind === Kind.INLINE_FRAGMENT)
        sum += count(selection.selectionSet, factor);
      else sum += count(fragments.get(selection.name.value)?.selectionSet, factor);
    }
    return sum;
  };

  let total = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) total += count(definition.selectionSet, 1);
  }
  return total;
}
