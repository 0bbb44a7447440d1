import { defineRule } from "./define-rule.ts";
import { isMadeByRelease } from "./released-object.ts";
import { quote } from "./wording.ts";

/** What running code may notice, by object and action; null where it notices nothing. */
const effects: Readonly<Record<string, ((name: string) => string) | null>> = {
  "collation refresh": null,
  "database allow-connections": (name) =>
    `New connections of running code to database ${name} may be refused.`,
  "database connection-limit": (name) =>
    `Connections of running code to database ${name} beyond the limit are refused.`,
  "database is-template": null,
  "database refresh": null,
  "event trigger disable": (name) =>
    `What event trigger ${name} does at each change of the schema stops the moment this runs.`,
  "event trigger enable": null,
  "extension add-dependant": null,
  "extension add-member": null,
  "extension drop-member": null,
  "extension update": (name) =>
    `The update script of extension ${name} runs; it may change or drop functions that running code calls.`,
  "foreign data wrapper options": (name) =>
    `Every foreign table of ${name} is read with other options from now on.`,
  "operator options": null,
  "operator family add-member": null,
  "server options": (name) =>
    `Every foreign table of server ${name} is read with other options from now on.`,
  "tablespace options": null,
  "text search configuration mapping": (name) =>
    `Configuration ${name} finds other words than stored columns and indexes hold, until they are computed anew.`,
  "text search dictionary options": (name) =>
    `Dictionary ${name} finds other words than stored columns and indexes hold, until they are computed anew.`,
  "type options": null,
  "user mapping options": (name) =>
    `Foreign tables are read with other credentials or options from now on (${name}).`,
};

export const alterObject = defineRule({
  id: "alter-object",
  title: "An extension, foreign server, text search object or the like changes under running code",
  severity: "warning",
  summary:
    "The statement does not tell what the change does: an extension's update script, the options of a foreign server, the words that a text search finds. What the same release makes is exempt, and so is what running code cannot notice.",
  kinds: ["alter-object"],
  judge: (change, context) => {
    const effect = effects[`${change.object} ${change.action}`];
    if (effect === undefined) return null;
    if (effect === null || isMadeByRelease(change, context)) return {};
    return {
      finding: {
        message: effect(quote(change.name)),
        safeWay: "Try it on a copy of production with the code that runs now.",
      },
    };
  },
});
