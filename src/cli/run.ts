import { Command, CommanderError, Option } from "commander";
import { createParserLoader } from "../facts/load-parsers.ts";
import { dialects, type Dialect } from "../model/dialect.ts";
import { SourceError } from "../model/source-error.ts";
import type { Result } from "../model/verdict.ts";
import { recordBaseline } from "../report/baseline.ts";
import { baselinePath, readBaseline, writeBaseline } from "./baseline-file.ts";
import { configurationOnDisk } from "./configuration.ts";
import { formats, renderAs, type Command as CommandName, type Format } from "./formats.ts";
import { lintFiles } from "./lint.ts";
import type { Output } from "./output.ts";
import type { WindowsOptions } from "./windows.ts";

/** 0: pass or waived. 1: blocked or waiting. 2: it could not be told. */
export type ExitCode = 0 | 1 | 2;

/** Runs the command line with its arguments as Node gives them, and answers the exit code. */
export async function run(argv: readonly string[], out: Output, err: Output): Promise<ExitCode> {
  let code: ExitCode = 0;
  const print = (command: CommandName, format: Format, result: Result): void => {
    const color = format === "text" && !process.env["NO_COLOR"] && out.isTTY === true;
    const text = renderAs(format, command, result, color);
    out.write(text.endsWith("\n") ? text : `${text}\n`);
    code = exitCode(result);
  };
  const formatOption = (): Option =>
    new Option("--format <format>", "how to print the result").choices(formats).default("text");
  const dialectOption = (): Option =>
    new Option("--dialect <dialect>", "the SQL dialect, where the files do not tell it").choices(
      dialects,
    );
  const program = new Command("expand-contract")
    .description("Would the code that is running in production survive this schema change?")
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) });
  program
    .command("lint")
    .description("judge migration files, with the earlier ones beside them as history")
    .argument("<file...>", "migration files")
    .option("--config <path>", "a configuration file instead of .github/expand-contract.yml")
    .option("--no-baseline", "tell recorded findings too")
    .addOption(dialectOption())
    .addOption(formatOption())
    .action(
      async (
        files: string[],
        options: { config?: string; baseline: boolean; dialect?: Dialect; format: Format },
      ) => {
        const root = process.cwd();
        const configuration = await configurationOnDisk(root, options.config ?? null);
        const { result, notes } = await lintFiles(root, files, configuration, {
          dialect: options.dialect ?? null,
          baseline: options.baseline ? readBaseline(root) : null,
        });
        for (const note of notes) err.write(`${note}\n`);
        print("lint", options.format, result);
      },
    );
  program
    .command("baseline")
    .description("record today's findings of files, so that lint tells only what is new")
    .argument("<file...>", "migration files")
    .option("--config <path>", "a configuration file instead of .github/expand-contract.yml")
    .addOption(dialectOption())
    .action(async (files: string[], options: { config?: string; dialect?: Dialect }) => {
      const root = process.cwd();
      const load = createParserLoader();
      const configuration = await configurationOnDisk(root, options.config ?? null);
      const results: Result[] = [];
      const told = new Set<string>();
      // Each for itself, with those before it as history: together they would be one release.
      for (const file of files) {
        const asked = { dialect: options.dialect ?? null, baseline: null, load };
        const { result, notes } = await lintFiles(root, [file], configuration, asked);
        results.push(result);
        for (const note of notes) told.add(note);
      }
      const baseline = recordBaseline(results);
      writeBaseline(root, baseline);
      for (const note of told) err.write(`${note}\n`);
      out.write(`Recorded ${baseline.findings.length} findings in ${baselinePath}.\n`);
    });
  program
    .command("check")
    .description("judge what a branch of a local clone changes, as the gate would")
    .option("--base <ref>", "the branch that is deployed (default: the remote's main branch)")
    .option("--head <ref>", "the branch to judge", "HEAD")
    .option("--expand <ref>", "the commit that merged the expand; may be given again", append, [])
    .option("--deployed <environment=ref>", "what runs; may be given again", append, [])
    .addOption(formatOption())
    .action(
      async (options: {
        base?: string;
        head: string;
        expand: string[];
        deployed: string[];
        format: Format;
      }) => {
        const { checkClone } = await import("./check.ts");
        const result = await checkClone(process.cwd(), { ...options, base: options.base ?? null });
        print("check", options.format, result);
      },
    );
  program
    .command("windows")
    .description("list the open compatibility windows of a repository on GitHub")
    .option("--repository <owner/name>", "the repository (default: GITHUB_REPOSITORY)")
    .option("--author <login>", "the account that keeps the windows, where that is no bot")
    .addOption(
      new Option("--format <format>", "how to print them")
        .choices(["text", "json", "markdown"])
        .default("text"),
    )
    .action(
      async (options: {
        repository?: string;
        author?: string;
        format: WindowsOptions["format"];
      }) => {
        const { listWindows } = await import("./windows.ts");
        const { repository = null, author = null, format } = options;
        const { windows: policy } = await configurationOnDisk(process.cwd(), null);
        out.write(`${await listWindows({ format, repository, author }, process.env, policy)}\n`);
      },
    );
  program
    .command("explain")
    .description("say what a rule is about; without a rule, list them all")
    .argument("[rule]", "a rule's id")
    .action(async (rule: string | undefined) => {
      const { explain } = await import("./explain.ts");
      out.write(`${explain(rule ?? null)}\n`);
    });
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof SourceError)) throw error;
    err.write(`${error.message}\n`);
    return 2;
  }
}

function exitCode(result: Result): ExitCode {
  switch (result.verdict) {
    case "pass":
    case "waived":
      return 0;
    case "blocked":
    case "waiting":
      return 1;
    case "error":
      return 2;
  }
}

function append(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}
