import { liesInForeignDirectory } from "./migration-names.ts";

/** A tool whose migrations are written in a programming language, or in a format of its own. */
export interface CodeTool {
  /** `Ruby (Rails)`, or the language alone where the file's name fits several tools. */
  readonly language: string;
}

interface CodeNames extends CodeTool {
  readonly name: RegExp;
  /** Each must match one of the directories above the file. */
  readonly directories: readonly RegExp[];
}

const migrations = /^\w*migrations?$/i;

/**
 * How tools name the migrations that they run and that are no SQL, by each tool's own documentation; the more exact
 * first. The name alone must tell, so each part of a path is matched by itself, in linear time.
 */
const tools: readonly CodeNames[] = [
  { language: "PHP (Laravel)", name: /^\d{4}_\d\d_\d\d_\d{6}_\w+\.php$/, directories: [] },
  { language: "PHP (Doctrine)", name: /^Version\d{14}\.php$/, directories: [] },
  { language: "Rust (SeaORM)", name: /^m\d{8}_\d{6}_\w+\.rs$/, directories: [] },
  { language: "Java or Kotlin (Flyway)", name: /^[VR][\d._]*__\w+\.(?:java|kt)$/, directories: [] },
  { language: "Elixir (Ecto)", name: /^\d{14}_\w+\.exs$/, directories: [/^priv$/] },
  { language: "Ruby (Rails)", name: /^\d{3,}_\w+\.rb$/, directories: [/^db$/, /migrat/] },
  {
    language: "Python (Alembic)",
    name: /^(?!__)\w[\w-]*\.py$/,
    directories: [/alembic|migrat/, /^versions$/],
  },
  { language: "Python (Django)", name: /^\d{4}_\w+\.py$/, directories: [/^migrations$/] },
  { language: "C# (EF Core)", name: /^\d{14}_\w+\.cs$/, directories: [/Migrations$/] },
  {
    language: "Liquibase's own format",
    name: /db[._-]?changelog.*\.(?:xml|ya?ml|json)$/,
    directories: [],
  },
  {
    language: "Liquibase's own format",
    name: /\.(?:xml|ya?ml|json)$/,
    directories: [/^(?:db|database|liquibase|resources)$/, /^(?:db[._-]?)?changelogs?$/],
  },
  {
    language: "TypeScript or JavaScript",
    name: /^(?:\d{3,}[_.-]|Migration\d{14})(?!.*\.d\.[cm]?ts$).*\.[cm]?[jt]s$/,
    directories: [migrations],
  },
  { language: "Go", name: /^\d+_(?!.*_test\.go$).*\.go$/, directories: [migrations] },
  { language: "Python", name: /^\d{3,}[_.-].*\.py$/, directories: [migrations] },
  { language: "PHP", name: /^\d{8,}_\w+\.php$/, directories: [migrations] },
  { language: "Ruby", name: /^\d{3,}_\w+\.rb$/, directories: [migrations] },
  { language: "C#", name: /^_?\d{8,}_?\w+\.cs$/, directories: [migrations] },
];

/** The tool that runs a file which is no SQL as a migration, by its name; null for every other file. */
export function codeToolOf(path: string): CodeTool | null {
  const directories = path.split("/");
  const name = directories.pop() ?? "";
  const tool = tools.find(
    (one) =>
      one.name.test(name) &&
      one.directories.every((pattern) => directories.some((part) => pattern.test(part))),
  );
  return tool === undefined || liesInForeignDirectory(path) ? null : tool;
}
