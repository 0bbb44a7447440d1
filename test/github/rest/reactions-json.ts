const contents = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"] as const;

/** How often each reaction was given, as GitHub adds it to what can be reacted to. */
export function reactionsJson(url: string, given: readonly { readonly content: string }[] = []) {
  const counts = contents.map(
    (content) => [content, given.filter((one) => one.content === content).length] as const,
  );
  return { url: `${url}/reactions`, total_count: given.length, ...Object.fromEntries(counts) };
}
