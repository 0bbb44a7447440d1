/** How a contract pull request names its expand pull request. */
export interface Link {
  /** `owner/name` where written; null means the same repository. */
  readonly repository: string | null;
  readonly number: number;
  /** The object that it is narrowed to, as written; null means every contract change of the pull request. */
  readonly object: string | null;
  readonly source:
    | { readonly kind: "body" }
    | { readonly kind: "migration"; readonly path: string; readonly line: number };
}
