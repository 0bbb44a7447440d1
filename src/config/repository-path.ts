import { z } from "zod";

/** A path from the repository's root: relative, without `..`, with `/` between its parts. */
export const repositoryPath = z
  .string()
  .min(1)
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\\0]*$/,
    "is not a path from the repository's root (relative, with /, without ..)",
  );
