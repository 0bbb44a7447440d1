import type { JudgedFile } from "../model/verdict.ts";
import { fileAddress, lineAddress } from "./addresses.ts";
import { codeSpan, link, type Place } from "./escape-markdown.ts";
import { shortenMiddle } from "./clean-text.ts";
import type { ReportView } from "./report-view.ts";

/** `0042_rename.sql:3`, linked to the line at the judged commit where the file is there. */
export function placeLink(
  view: ReportView,
  file: Pick<JudgedFile, "path" | "status">,
  line: number | null,
  place: Place,
): string {
  const name = shortenMiddle(view.shortPaths.get(file.path) ?? file.path, 120);
  const label = codeSpan(line === null ? name : `${name}:${line}`, place);
  const { head } = view.result;
  if (view.address === null || head === null || file.status === "deleted") return label;
  const address =
    line === null
      ? fileAddress(view.address, head, file.path)
      : lineAddress(view.address, head, file.path, line);
  return link(label, address);
}
