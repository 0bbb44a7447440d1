import type { Claim } from "../model/claim.ts";
import type { MigrationChange, MigrationFolder } from "../model/migration.ts";
import type { ContractChange } from "./facts.ts";

/** What the migrations of a pull request lay claim to: versions that are new, and objects that they contract. */
export function findClaims(
  histories: readonly {
    readonly folder: MigrationFolder;
    readonly changes: readonly MigrationChange[];
  }[],
  contracts: readonly ContractChange[],
): readonly Claim[] {
  // Code is not read, so nothing of it can be compared.
  const read = histories.filter(({ folder }) => folder.layout !== "code");
  return read.flatMap(({ folder, changes }) =>
    changes.flatMap(({ migration, status }): readonly Claim[] => {
      if (migration === null) return [];
      const { path, version, kind, files } = migration;
      const sha = files.find((file) => file.path === path)?.sha ?? "";
      const isNew = (status === "added" || status === "renamed") && kind === "versioned";
      const own = contracts.filter((contract) => contract.path === path);
      return [
        {
          folder,
          path,
          sha,
          version: isNew ? version : null,
          contracts: [...new Set(own.map(({ object }) => object))],
        },
      ];
    }),
  );
}
