import { createTarDecoder } from "modern-tar";

import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { attempt } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

export interface ArchiveBounds {
  /** In bytes, as sent and unpacked: a bomb ends at the second. */
  readonly sent: number;
  readonly unpacked: number;
  /** In milliseconds, for the whole of it. */
  readonly time: number;
}

export const archiveBounds: ArchiveBounds = {
  sent: 150_000_000,
  unpacked: 1_000_000_000,
  time: 120_000,
};

/**
 * Shows every file of a commit that `isWanted` names to `visit`, from one archive that is unpacked as it comes and never
 * stored. One request. Throws a `SourceError` where it is over a bound or breaks off.
 */
export async function readArchive(
  client: Client,
  repository: RepositoryName,
  commit: string,
  isWanted: (path: string) => boolean,
  visit: (path: string, bytes: Buffer) => void,
  bounds = archiveBounds,
): Promise<void> {
  const operation = {
    action: `read the archive of commit \`${commit.slice(0, 7)}\` of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  const signal = AbortSignal.timeout(bounds.time);
  const { data } = await attempt(operation, () =>
    client.rest.repos.downloadTarballArchive({
      owner: repository.owner,
      repo: repository.name,
      ref: commit,
      request: { parseSuccessResponseBody: false, signal },
    }),
  );
  try {
    const files = (data as ReadableStream<Uint8Array<ArrayBuffer>>)
      .pipeThrough(bounded(bounds.sent))
      .pipeThrough(new DecompressionStream("gzip"))
      .pipeThrough(bounded(bounds.unpacked))
      .pipeThrough(createTarDecoder());
    for await (const { header, body } of files) {
      // GitHub puts everything into one folder, named for repository and commit.
      const path = header.name.slice(header.name.indexOf("/") + 1);
      if (header.type === "file" && isWanted(path))
        visit(path, Buffer.from(await new Response(body).arrayBuffer()));
      else await body.cancel();
    }
  } catch (error) {
    const cause = signal.aborted
      ? `it took more than ${bounds.time / 1_000} seconds. Run the job again`
      : error instanceof SourceError
        ? error.message
        : "it broke off or is damaged. Run the job again";
    throw new SourceError(`Could not ${operation.action}: ${cause}.`, { cause: error });
  }
}

function bounded(most: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      if (bytes > most)
        controller.error(
          new SourceError(
            `it has more than ${most / 1_000_000} MB. Judge it in a clone: \`expand-contract check\``,
          ),
        );
      else controller.enqueue(chunk);
    },
  });
}
