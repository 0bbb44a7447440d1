import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError } from "./api-error.ts";
import type { RestResponse } from "./route.ts";

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** Parsed JSON; null where there is no body. */
  readonly body: unknown;
}

export interface WireResponse extends RestResponse {
  readonly headers: Readonly<Record<string, string>>;
  /** The connection is cut instead. */
  readonly reset?: boolean;
}

export interface HttpServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves on a free port of this machine. */
export async function startServer(
  answer: (request: WireRequest) => Promise<WireResponse>,
): Promise<HttpServer> {
  const server = createServer((request, response) => {
    void serve(request, response, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: WireRequest) => Promise<WireResponse>,
): Promise<void> {
  const { status, headers, body, contentType, reset } = await readRequest(request)
    .then(answer)
    .catch(failure);
  if (reset === true) {
    request.socket.destroy();
    return;
  }
  const content = contentOf(body);
  response.writeHead(status, {
    ...(content.length === 0
      ? {}
      : { "content-type": contentType ?? "application/json; charset=utf-8" }),
    ...headers,
  });
  response.end(content);
}

function contentOf(body: unknown): string | Uint8Array {
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  return body === null ? "" : JSON.stringify(body);
}

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", "http://127.0.0.1"),
    headers: request.headers,
    body: text === "" ? null : parseJson(text),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
}

function failure(error: unknown): WireResponse {
  if (error instanceof ApiError) {
    return { status: error.status, body: error.body, headers: error.headers };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, body: { message: `The fake GitHub failed: ${message}` }, headers: {} };
}
