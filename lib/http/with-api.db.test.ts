import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { POST as createVersion } from "@/app/api/core/agents/[agentId]/versions/route";
import { POST as createAgent } from "@/app/api/core/agents/route";

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
