/** A line that the runner shows at a file or at the run. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly message: string;
  /** `file`, `line`, `endLine`, `title` … */
  readonly properties: Readonly<Record<string, string>>;
}

/** The file at GITHUB_OUTPUT: `name=value` lines, and `name<<end` up to a line `end`. */
export function parseOutputs(source: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = source.split(/\r?\n/);
  for (let position = 0; position < lines.length; position += 1) {
    const line = lines[position] ?? "";
    if (line === "") continue;
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    if (heredoc === null) {
      const equals = line.indexOf("=");
      if (equals === -1) throw new Error(`The runner refuses this line of GITHUB_OUTPUT: ${line}`);
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const [, name = "", delimiter = ""] = heredoc;
    const end = lines.indexOf(delimiter, position + 1);
    if (end === -1)
      throw new Error(`GITHUB_OUTPUT does not end the value of ${name} by ${delimiter}.`);
    outputs[name] = lines.slice(position + 1, end).join("\n");
    position = end;
  }
  return outputs;
}

/** `::error file=a.sql,line=3::message` among the lines of a run. */
export function parseAnnotations(stdout: string): readonly Annotation[] {
  const annotations: Annotation[] = [];
  for (const line of stdout.split(/\r?\n/)) {
    const command = /^::(error|warning|notice)(?: (.*?))?::(.*)$/.exec(line);
    if (command === null) continue;
    const [, level, properties = "", message = ""] = command;
    annotations.push({
      level: level as Annotation["level"],
      message: unescaped(message),
      properties: Object.fromEntries(
        properties
          .split(",")
          .filter((property) => property.includes("="))
          .map((property) => {
            const equals = property.indexOf("=");
            return [property.slice(0, equals).trim(), unescaped(property.slice(equals + 1))];
          }),
      ),
    });
  }
  return annotations;
}

function unescaped(text: string): string {
  return text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
}
