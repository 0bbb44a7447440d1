import { createServer } from "node:http";

/** A service that answers what it runs. */
export interface VersionServer {
  readonly url: (name: string) => string;
  /** A number is an HTTP status, a text is sent as it is, `redirect` leads elsewhere, all else is JSON. */
  readonly answer: (name: string, answer: unknown) => void;
  /** What was sent as `Authorization`, one by one. */
  readonly authorizations: () => readonly string[];
}

/** Runs a story with services on this machine. */
export async function withVersionServer(
  story: (server: VersionServer) => Promise<void>,
): Promise<void> {
  const answers = new Map<string, unknown>();
  const authorizations: string[] = [];
  const server = createServer((request, response) => {
    if (request.headers.authorization !== undefined)
      authorizations.push(request.headers.authorization);
    const answer = answers.get(request.url ?? "");
    if (typeof answer === "number") response.writeHead(answer).end();
    else if (typeof answer === "string") response.end(answer);
    else if (typeof answer === "object" && answer !== null && "redirect" in answer)
      response.writeHead(302, { location: String(answer.redirect) }).end();
    else response.end(JSON.stringify(answer ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    await story({
      url: (name) => `http://127.0.0.1:${port}/${name}`,
      answer: (name, answer) => answers.set(`/${name}`, answer),
      authorizations: () => authorizations,
    });
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
