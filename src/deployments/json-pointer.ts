/** The value that a JSON pointer names in a document; undefined where nothing is there. */
export function readPointer(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, key) => {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, key))
        return undefined;
      return Reflect.get(value, key) as unknown;
    }, document);
}
