import { fork, type ChildProcess } from "node:child_process";
import type { Mutant } from "./find-mutants.ts";

export type Outcome = "killed" | "survived" | "timeout";

/** Modules that were loaded anew are never given back: after so many mutants another process takes over. */
const mutantsPerProcess = 300;
const patience = 30_000;

/** Runs the cases of the rules and the net effects for one mutant after another, in a process that stays warm. */
export class CasesProcess {
  #child: ChildProcess | null = null;
  #answered = 0;

  async outcomeOf(mutant: Mutant | null): Promise<Outcome> {
    if (this.#answered >= mutantsPerProcess) this.stop();
    if (this.#child === null) {
      this.#child = fork("bench/mutate/run-cases.ts");
      // It learns who imports whom from a run without a mutant.
      const unchanged = await answerOf(this.#child, null);
      if (mutant === null || unchanged !== "survived") return unchanged;
    }
    const outcome = await answerOf(this.#child, mutant);
    this.#answered += 1;
    if (outcome === "timeout" || !this.#child.connected) this.stop();
    return outcome;
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
    this.#answered = 0;
  }
}

/** A process that ends without an answer has noticed the mutant. */
function answerOf(child: ChildProcess, mutant: Mutant | null): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      child.off("message", settle).off("exit", ended);
      resolve(outcome);
    };
    const ended = (): void => settle("killed");
    const timer = setTimeout(() => settle("timeout"), patience);
    child.on("message", settle).on("exit", ended).send({ mutant });
  });
}
