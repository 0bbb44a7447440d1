import { writeFileSync } from "node:fs";
import { z } from "zod";
import { configurationSchema } from "../src/config/schema.ts";

/** Writes the JSON Schema that editors complete the configuration with. */
export function configurationJsonSchema(): string {
  const schema = z.toJSONSchema(configurationSchema, { io: "input" });
  return `${JSON.stringify({ title: "expand-contract configuration", ...schema }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync("docs/configuration.schema.json", configurationJsonSchema());
