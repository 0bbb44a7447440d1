/** Names a repository on the server that the client talks to. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** `owner/name` in backquotes, for messages. */
export function quoteRepository(repository: RepositoryName): string {
  return `\`${repository.owner}/${repository.name}\``;
}
