import type { Catalog } from "../catalog/catalog.ts";
import { lacksOf } from "../catalog/has-objects.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Finding } from "../model/finding.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { MigrationFolder } from "../model/migration.ts";
import type { Phase } from "../model/phase.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { docsAddress } from "./docs-address.ts";
import type { CatalogueEntry } from "./rule.ts";
import { quote } from "./wording.ts";

const id = "wrong-phase-folder";

export const wrongPhaseFolder: CatalogueEntry = {
  id,
  title: "A change stands in a folder for another phase",
  severity: "warning",
  summary:
    "A folder with `phase: expand` runs before the new code, one with `phase: migrate` or `contract` after it or by hand. " +
    "What takes something away comes too early in the first; a new table or column comes too late in the others for the code that is shipped with it. " +
    "Indexes, constraints, rows and replaced routines are exempt, and so are folders without a phase.",
  docs: docsAddress(id),
};

/** The schema around a change: what was there before the release, and what is there behind it. */
export interface ReleaseSchemas {
  readonly baseCatalog: Catalog;
  readonly finalCatalog: Catalog;
}

/** Adds what the phase of its folder has against a change. */
export function withFolderFinding(
  judged: JudgedChange,
  folder: MigrationFolder,
  schemas: ReleaseSchemas,
  configuration: Pick<Configuration, "rules" | "folders">,
): JudgedChange {
  const severity = configuration.rules[id] ?? wrongPhaseFolder.severity;
  const said = severity === "off" ? null : sayOf(judged, folder, schemas, configuration.folders);
  if (said === null || severity === "off") return judged;
  const finding: Finding = {
    rule: id,
    severity,
    requirement: "none",
    ...said,
    docs: wrongPhaseFolder.docs,
    suggestion: null,
  };
  const findings = [...judged.findings, finding];
  return {
    ...judged,
    findings: findings.toSorted((a, b) => a.severity.localeCompare(b.severity)),
  };
}

function sayOf(
  judged: JudgedChange,
  { path, phase }: MigrationFolder,
  schemas: ReleaseSchemas,
  folders: Configuration["folders"],
): Pick<Finding, "message" | "safeWay"> | null {
  if (phase === undefined) return null;
  const place = quote(path === "" ? "." : path);
  const moveTo = (wanted: Phase): string => {
    const [own, ...others] = folders.filter((one) => one.phase === wanted);
    const one = own !== undefined && others.length === 0 ? quote(own.path) : null;
    return `Move it to ${one ?? `the folder for the ${wanted} phase`}`;
  };
  if (phase !== "contract" && judged.requirement === "expand")
    return {
      message: `${place} is for the ${phase} phase, and to ${judged.description} is a contract.`,
      safeWay: `${moveTo("contract")}, which runs when the new code is live.`,
    };
  if (phase !== "expand" && isNewShape(judged.change, schemas))
    return {
      message: `${place} is for the ${phase} phase, which runs after the deployment or by hand: to ${judged.description} there comes too late for code of the same release that uses it.`,
      safeWay: `${moveTo("expand")}, which runs before the new code.`,
    };
  return null;
}

/** Whether code can come to need it: it is new, and stays. */
function isNewShape(change: SchemaChange, { baseCatalog, finalCatalog }: ReleaseSchemas): boolean {
  if (!canBeNeeded(change)) return false;
  return lacksOf(baseCatalog, [change]).length > 0 && lacksOf(finalCatalog, [change]).length === 0;
}

function canBeNeeded(change: SchemaChange): boolean {
  switch (change.kind) {
    case "create-table":
      return !change.temporary && change.partitionOf === null;
    case "create-view":
      return !change.temporary && !change.replace;
    case "create-function":
      return !change.replace && change.returns !== "trigger";
    case "add-column":
    case "create-type":
    case "add-enum-value":
      return true;
    default:
      return false;
  }
}
