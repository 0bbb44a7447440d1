import { expect, test } from "vitest";
import { readPointer } from "../../src/deployments/json-pointer.ts";
import { findNamedCommit } from "../../src/deployments/named-commit.ts";
import type { DeploymentPorts } from "../../src/deployments/ports.ts";
import { askGitHub, repository } from "../github-adapter/asked-github.ts";

test("a value names a commit in the ways in which images and services do", () =>
  askGitHub(async ({ github, client }) => {
    const sha = await github.tip();
    await github.tag("v1.2.3", "main");
    // A branch that is named like a commit is no commit.
    await github.branch("deadbee", "main");
    const ports: DeploymentPorts = {
      client,
      repository,
      elsewhere: client,
      secret: () => null,
      now: github.now,
    };
    const find = async (value: unknown, format: string | null = null) => {
      const found = await findNamedCommit(ports, value, format);
      return found.state === "found" ? found.sha === sha : found.reason;
    };
    const short = sha.slice(0, 8);
    expect(await find(sha)).toBe(true);
    expect(await find(short.toUpperCase())).toBe(true);
    expect(await find("v1.2.3")).toBe(true);
    expect(await find(`registry.example:5000/acme/shop:sha-${short}`)).toBe(true);
    expect(await find(`acme/shop:v1.2.3@sha256:${"a".repeat(64)}`)).toBe(true);
    expect(await find(`acme/shop:main-${short}-1700000000`, "main-{commit}-*")).toBe(true);
    expect(await find(`acme/shop:next-${short}-1700000000`, "main-{commit}-*")).toContain(
      "does not name a commit as `main-{commit}-*`",
    );
    expect(await find("deadbee")).toContain("neither a commit nor a tag");
    expect(await find("main")).toContain("neither a commit nor a tag");
    expect(await find(`acme/shop@sha256:${"a".repeat(64)}`)).toContain("neither a commit nor");
    expect(await find("`; rm")).toBe("what stands there names no commit.");
    expect(await find({ sha })).toBe("there is no text at that place.");
  }));

test("a pointer finds its own keys alone", () => {
  const document = { images: [{ tag: "v1" }], "a/b": { "c~d": 7 } };
  expect(readPointer(document, "/images/0/tag")).toBe("v1");
  expect(readPointer(document, "/a~1b/c~0d")).toBe(7);
  expect(readPointer(document, "/images/1/tag")).toBeUndefined();
  expect(readPointer(document, "/constructor/name")).toBeUndefined();
  expect(readPointer(null, "/images")).toBeUndefined();
});
