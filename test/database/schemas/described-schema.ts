/** A schema as plain facts, by object: `column public.users.email`. */
export type DescribedSchema = ReadonlyMap<string, DescribedObject>;

export interface DescribedObject {
  /** Each property as text; null where the side does not know it. */
  readonly facts: Readonly<Record<string, string | null>>;
  /** Properties that are SQL over the columns of `table`: only the server can tell whether two of them are the same. */
  readonly expressions: Readonly<Record<string, string>>;
  /** Null for what belongs to no table. */
  readonly table: { readonly schema: string | null; readonly name: string } | null;
  /** Null for all but columns. */
  readonly column: string | null;
}

/** A name as SQL has it, quoted whatever it is. */
export function quoted(...parts: readonly (string | null)[]): string {
  return parts
    .flatMap((part) => (part === null ? [] : [`"${part.replaceAll('"', '""')}"`]))
    .join(".");
}
