import { registerHooks } from "node:module";
import { applyMutant, type Mutant } from "./find-mutants.ts";

const root = new URL("../../", import.meta.url).href;
/** Who imports a module, directly; only what has been loaded is known. */
const importers = new Map<string, Set<string>>();
let given: Mutant | null = null;
let stale: ReadonlySet<string> = new Set();
let generation = 0;

/* What the mutant can reach is loaded anew, under an address of its own; all else stays as it is, warm. */
registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context);
    const { url } = resolved;
    if (!url.startsWith(root) || url.includes("/node_modules/")) return resolved;
    const known = importers.get(url) ?? new Set();
    importers.set(url, known.add(withoutQuery(context.parentURL ?? "")));
    return stale.has(url) ? { ...resolved, url: `${url}?mutant=${generation}` } : resolved;
  },
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (given === null || withoutQuery(url) !== addressOf(given)) return loaded;
    return { ...loaded, source: applyMutant(String(loaded.source), given) };
  },
});

/** From now on, imports see this mutant and no earlier one. */
export function putIn(mutant: Mutant | null): void {
  given = mutant;
  generation += 1;
  stale = mutant === null ? new Set() : withImporters(addressOf(mutant));
}

function withImporters(address: string): ReadonlySet<string> {
  const found = new Set([address]);
  for (const one of found) for (const importer of importers.get(one) ?? []) found.add(importer);
  return found;
}

function addressOf({ file }: Mutant): string {
  return new URL(file, root).href;
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, "");
}
