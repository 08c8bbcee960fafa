import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { POST as createVersion } from "@/app/api/core/agents/[agentId]/versions/route";
import { POST as createAgent } from "@/app/api/core/agents/route";
import { newOrganization } from "@/test/support/organization";
import { proxied } from "@/test/support/proxied-request";

const KIB = 1024;

it.each([
  ["at most 64 KiB", createAgent, 66 * KIB],
  ["nothing where more may be sent", createVersion, 2 * KIB],
])("of a body without end that somebody unknown sends, %s is read", async (_, route, most) => {
  let sent = 0;
  const pull = (controller: ReadableStreamDefaultController) => {
    sent += KIB;
    controller.enqueue(new Uint8Array(KIB).fill(0x20));
  };
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const headers = { "Content-Type": "application/json" };
  const request = new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
  const { status } = await route(request, { params: Promise.resolve({ agentId: "any" }) });
  expect(status).toBe(401);
  await sleep(100);
  expect(sent).toBeLessThanOrEqual(most);
});

it("answers the request as Next.js hands it over: a proxy that Request does not accept", async () => {
  const { apiKey } = await newOrganization();
  const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
  const request = proxied(
    new Request("http://localhost/core/agents", { method: "POST", headers, body: JSON.stringify({ name: "Robin" }) }),
  );
  expect(() => Reflect.construct(Request, [request])).toThrow();
  const response = await createAgent(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ name: "Robin" });
});
