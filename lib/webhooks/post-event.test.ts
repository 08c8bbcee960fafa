import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { serveHere } from "@/test/support/serve-here";
import { postEvent } from "./post-event";

it("keeps a long, binary answer short and readable", async () => {
  const server = createServer((_, response) => void response.end(`\u0000\u001b[31mred${"x".repeat(5_000_000)}`));
  const { url, close } = await serveHere(server);
  onTestFinished(close);
  const addresses = [{ address: new URL(url).hostname, family: 4 }] as const;
  const answer = await postEvent({ url: new URL(url), addresses, headers: {}, body: "" });
  expect(answer).toMatchObject({ kind: "answered", status: 200, excerpt: expect.stringMatching(/^\[31mredx{900,}$/) });
  expect(answer.kind === "answered" && answer.excerpt.length).toBeLessThanOrEqual(1_000);
});

it.each([
  ["120", 120_000],
  [new Date(Date.now() + 90_000).toUTCString(), 90_000],
  ["soon", 0],
  [undefined, 0],
])("waits as long as Retry-After asks: %s", async (header, expected) => {
  const server = createServer(
    (_, response) => void response.writeHead(503, header ? { "Retry-After": header } : {}).end(),
  );
  const { url, close } = await serveHere(server);
  onTestFinished(close);
  const addresses = [{ address: new URL(url).hostname, family: 4 }] as const;
  const answer = await postEvent({ url: new URL(url), addresses, headers: {}, body: "" });
  const asked = answer.kind === "answered" ? answer.retryAfterMs : -1;
  expect(asked).toBeLessThanOrEqual(expected);
  expect(asked).toBeGreaterThanOrEqual(Math.max(0, expected - 10_000));
});
