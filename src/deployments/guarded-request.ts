import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isAllowedAddress } from "./network-address.ts";

/** A question to an address that the configuration names. */
export interface GuardedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly privateAddresses: boolean;
}

export type Answer =
  | {
      readonly state: "answered";
      readonly body: string;
      readonly header: (name: string) => string | null;
    }
  | { readonly state: "failed"; readonly reason: string };

/** In milliseconds, from the first byte asked to the last one read. */
const timeLimit = 10_000;
const mostBytes = 1_000_000;
const mostRedirects = 3;

/**
 * Asks an address within ten seconds. The address that a name resolves to is checked as it is connected to, so that a
 * name cannot lead into a private network; a redirect may not leave the host.
 */
export async function askGuarded(request: GuardedRequest): Promise<Answer> {
  const signal = AbortSignal.timeout(timeLimit);
  let { url } = request;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await askOnce({ ...request, url }, signal);
    if (answer.state === "failed" || answer.redirect === null) return answer;
    const next = URL.canParse(answer.redirect, url.href) ? new URL(answer.redirect, url) : null;
    if (next?.origin !== url.origin)
      return { state: "failed", reason: "it redirects to another host." };
    url = next;
  }
  return { state: "failed", reason: `it redirects more than ${mostRedirects} times.` };
}

type OneAnswer =
  | (Extract<Answer, { state: "answered" }> & { readonly redirect: string | null })
  | Extract<Answer, { state: "failed" }>;

function askOnce(
  { url, headers, privateAddresses }: GuardedRequest,
  signal: AbortSignal,
): Promise<OneAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isAllowedAddress(host, privateAddresses))
    return Promise.resolve({ state: "failed", reason: refusal(host) });
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ state: "failed", reason });
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const options = { headers, signal, lookup: guardedLookup(privateAddresses), agent: false };
    const request = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > mostBytes) request.destroy(new Error("its answer is over 1 MB."));
      });
      response.on("error", (error) => fail(wordsFor(error, signal)));
      response.on("end", () => {
        const { statusCode = 0 } = response;
        const header = (name: string): string | null => {
          const value = response.headers[name.toLowerCase()];
          return typeof value === "string" ? value : null;
        };
        const body = Buffer.concat(chunks).toString("utf8");
        const redirect = header("location");
        if (statusCode >= 200 && statusCode < 300)
          resolve({ state: "answered", body, header, redirect: null });
        else if (statusCode >= 300 && statusCode < 400 && redirect !== null)
          resolve({ state: "answered", body, header, redirect });
        else fail(`it answered with HTTP ${statusCode}.`);
      });
    });
    request.on("error", (error) => fail(wordsFor(error, signal)));
    request.end();
  });
}

/** Resolves a name, and refuses it where any of its addresses may not be asked. */
function guardedLookup(privateAddresses: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      const refused = addresses?.find(
        ({ address }) => !isAllowedAddress(address, privateAddresses),
      );
      if (error !== null || first === undefined)
        callback(error ?? new Error("its name has no address."), "", 0);
      else if (refused !== undefined) callback(new Error(refusal(refused.address)), "", 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function refusal(address: string): string {
  return `\`${address}\` is an address of a private network. Set \`private-addresses: true\` if it may be asked.`;
}

function wordsFor(error: Error, signal: AbortSignal): string {
  if (signal.aborted) return `it did not answer within ${timeLimit / 1_000} seconds.`;
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return code === null ? error.message : `it could not be asked (${code}).`;
}
