import { describe, expect, it } from "vitest";
import { DELETE as deleteAgent } from "@/app/api/core/agents/[agentId]/route";
import { DELETE as releaseNumber } from "@/app/api/core/phone-numbers/[phoneNumber]/route";
import type { PublishAgentVersionBody } from "@/lib/agents/schemas";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { numberForRelease } from "@/test/support/number-for-release";
import { numbersFor } from "@/test/support/numbers-for";
import { newOrganization } from "@/test/support/organization";
import { POST } from "./route";

const ROUNDS = 8;

async function publisher(organization: { id: string; apiKey: string }, name: string) {
  const agent = await createAgent(organization.id, { name, published: 1 });
  const params = { agentId: agent.id, version: "1" };
  return {
    id: agent.id,
    version: agent.versions[0]?.id ?? null,
    publish: (body: Partial<PublishAgentVersionBody>) =>
      call(POST, { method: "POST", token: organization.apiKey, params, body }),
  };
}

const rowsOf = (organizationId: string) =>
  system().transaction((tx) => tx.phoneNumber.findMany({ where: { organizationId } }));

describe("two publications of the same numbers at once", () => {
  it("in opposite order both succeed, and every number ends with one and the same agent", async () => {
    const organization = await newOrganization();
    const names = (await numbersFor(organization.id, 60)).map(({ phoneNumber }) => phoneNumber);
    const [one, other] = [await publisher(organization, "One"), await publisher(organization, "Other")];
    for (let round = 0; round < ROUNDS; round++) {
      const answers = await Promise.all([
        one.publish({ phone_numbers: names, direction: "both" }),
        other.publish({ phone_numbers: names.toReversed(), direction: "both" }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const held = (await rowsOf(organization.id)).flatMap((row) => [
        row.inboundAgentVersionId,
        row.outboundAgentVersionId,
      ]);
      expect(new Set(held).size).toBe(1);
      expect([one.version, other.version]).toContain(held[0]);
    }
  });

  it("that expect the slots empty: one assigns them all, the other is told and writes nothing", async () => {
    const organization = await newOrganization();
    const names = (await numbersFor(organization.id, 20)).map(({ phoneNumber }) => phoneNumber);
    const expected = names.map((phone_number) => ({ phone_number, inbound_agent_version_id: null }));
    const publishers = [await publisher(organization, "One"), await publisher(organization, "Other")];
    const answers = await Promise.all(publishers.map(({ publish }) => publish({ phone_numbers: names, expected })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const winner = publishers[answers.findIndex(({ status }) => status === 200)];
    const held = (await rowsOf(organization.id)).map(({ inboundAgentVersionId }) => inboundAgentVersionId);
    expect(new Set(held)).toEqual(new Set([winner?.version]));
  });

  it("where one takes its agent away and another assigns: the taking never clears the other's agent", async () => {
    const organization = await newOrganization();
    const names = (await numbersFor(organization.id, 20)).map(({ phoneNumber }) => phoneNumber);
    const [one, other] = [await publisher(organization, "One"), await publisher(organization, "Other")];
    for (let round = 0; round < ROUNDS; round++) {
      await one.publish({ phone_numbers: names });
      const answers = await Promise.all([
        one.publish({ unassign_phone_numbers: names }),
        other.publish({ phone_numbers: names.toReversed() }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const held = (await rowsOf(organization.id)).map(({ inboundAgentVersionId }) => inboundAgentVersionId);
      expect(new Set(held)).toEqual(new Set([other.version]));
    }
  });

  it("of one draft publish it once", async () => {
    const organization = await newOrganization();
    const agent = await createAgent(organization.id, { published: 0, draft: true });
    const params = { agentId: agent.id, version: "1" };
    const ask = () => call(POST, { method: "POST", token: organization.apiKey, params });
    const answers = await Promise.all(Array.from({ length: 5 }, ask));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await system().transaction((tx) => tx.auditEvent.count({ where: { targetId: agent.id } }))).toBe(1);
  });
});

describe("a publication against a release", () => {
  it("never leaves an agent on a number that is being released", async () => {
    const { organization, row, phoneNumber, params } = await numberForRelease();
    const { publish } = await publisher(organization, "One");
    const [published, released] = await Promise.all([
      publish({ phone_numbers: [phoneNumber], direction: "both" }),
      call(releaseNumber, { method: "DELETE", token: organization.apiKey, params }),
    ]);
    expect(released.status).toBe(202);
    expect([200, 409]).toContain(published.status);
    const [after] = await rowsOf(organization.id);
    expect(after).toMatchObject({
      id: row.id,
      status: "releasing",
      inboundAgentVersionId: null,
      outboundAgentVersionId: null,
    });
  });
});

describe("a publication against the deletion of its agent", () => {
  it("either keeps the agent or finds none, and no slot ever points nowhere", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const organization = await newOrganization();
      const [number] = await numbersFor(organization.id, 1);
      const { id, version, publish } = await publisher(organization, "One");
      const [published, deleted] = await Promise.all([
        publish({ phone_numbers: [number?.phoneNumber ?? ""] }),
        call(deleteAgent, { method: "DELETE", token: organization.apiKey, params: { agentId: id } }),
      ]);
      const [after] = await rowsOf(organization.id);
      const ends = [published.status, deleted.status, after?.inboundAgentVersionId];
      expect([
        [200, 409, version],
        [404, 204, null],
      ]).toContainEqual(ends);
    }
  });
});
