import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { vi } from "vitest";

import { createClient } from "../../src/github/client.ts";
import type { Client } from "../../src/github/client.ts";

// Retries wait for real seconds.
vi.setConfig({ testTimeout: 60_000 });

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that gives the same answers in turn, the last one for ever, and the requests that it got. */
export interface AnsweringServer {
  readonly client: Client;
  readonly requests: readonly string[];
  readonly warnings: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startAnsweringServer(answers: readonly Answer[]): Promise<AnsweringServer> {
  const requests: string[] = [];
  const warnings: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push(`${request.method} ${request.url}`);
      response.writeHead(answer?.status ?? 500, {
        "content-type": "application/json; charset=utf-8",
        ...answer?.headers,
      });
      response.end(JSON.stringify(answer?.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    client: createClient({
      token: "t",
      apiUrl: `http://127.0.0.1:${port}/`,
      log: { debug: () => undefined, warn: (message) => warnings.push(message) },
    }),
    requests,
    warnings,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
