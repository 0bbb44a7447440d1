import { dialectOfName } from "./dialect-names.ts";
import type { NamedDialect } from "./dialect-names.ts";
import { nameOf } from "./file-paths.ts";

/** The names that compose looks for. */
export const composeNames: readonly string[] = [
  "docker-compose.yml",
  "docker-compose.yaml",
  "compose.yml",
  "compose.yaml",
];

/** A container image, taken apart: `registry/name:tag`. */
export interface ServiceImage {
  /** Without registry and owner. */
  readonly name: string;
  /** Empty where none is written. */
  readonly tag: string;
}

/** Images of databases that are not named after them. */
const images: Readonly<Record<string, NamedDialect>> = {
  postgis: "postgresql",
  pgvector: "postgresql",
  timescaledb: "postgresql",
  "timescaledb-ha": "postgresql",
  "clickhouse-server": "other",
};

/** Images whose tags begin with the server's version. Others may say it: `pg16`. */
const taggedByServer = new Set(["postgres", "postgresql", "postgis"]);

/** Takes apart what stands behind `image:`. */
export function readImage(written: string): ServiceImage {
  // `${NAME:-16}`, which a compose file may have in it, is `16` where nobody says otherwise.
  const filled = written.replaceAll(/\$\{\w+:?-([^{}]*)\}/g, "$1");
  const [name = "", tag = ""] = nameOf(filled.split("@", 1)[0] ?? "").split(":", 2);
  return { name, tag };
}

export function dialectOfImage({ name }: ServiceImage): NamedDialect | null {
  return Object.hasOwn(images, name) ? (images[name] ?? null) : dialectOfName(name);
}

/** The major version of PostgreSQL in `postgres:16.3-alpine`, `postgis:16-3.4` or `pgvector:0.7.0-pg16`; null without. */
export function postgresqlVersionOfImage(image: ServiceImage): number | null {
  if (dialectOfImage(image) !== "postgresql") return null;
  const marked = /(?:^|[-_.])pg(\d{1,2})(?!\d)/.exec(image.tag);
  const leading = taggedByServer.has(image.name) ? /^v?(\d{1,2})(?!\d)/.exec(image.tag) : null;
  const version = (marked ?? leading)?.[1];
  return version === undefined ? null : Number(version);
}
