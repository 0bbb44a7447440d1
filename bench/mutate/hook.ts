import { registerHooks } from "node:module";
import { mutated } from "./given-mutant.ts";

/* Puts the mutant into the sources that Node loads. */
registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    const source = String(loaded.source ?? "");
    const changed = mutated(url, source);
    return changed === source ? loaded : { ...loaded, source: changed };
  },
});
