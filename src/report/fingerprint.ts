/** 16 hexadecimal digits that stay the same while the parts do; where each part ends counts. */
export function fingerprint(parts: readonly string[]): string {
  // Not imported: it takes 4 ms to load, and few runs need it.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** Numbers repeated keys, so that each stays unique and the first keeps its name. */
export function distinctKeys(keys: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}
