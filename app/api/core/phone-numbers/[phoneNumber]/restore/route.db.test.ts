import { describe, expect, it } from "vitest";
import { GET as getNumber } from "@/app/api/core/phone-numbers/[phoneNumber]/route";
import { deleteAgent } from "@/lib/agents/delete-agent";
import { releasePhoneNumber } from "@/lib/numbers/release/release-phone-number";
import { startDueReleases } from "@/lib/numbers/release/release-workflow";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { assignAgent, assignedAgent } from "@/test/support/assigned-agent";
import { actionsOn, findNumber, numberForRelease, numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { simulator } from "@/test/support/world";
import { POST } from "./route";

const restore = (token: string, params: { phoneNumber: string }) => call(POST, { method: "POST", token, params });

async function releasing() {
  const bought = await numberForRelease();
  await releasePhoneNumber(bought.organization.ctx, bought.phoneNumber, false);
  return bought;
}

describe("POST /core/phone-numbers/{phone_number}/restore", () => {
  it("undoes a release: 200, active, with the agents and the sharing it had, as far as they still exist", async () => {
    const { organization, row, phoneNumber, params } = await numberForRelease();
    const [stays, goes] = [await assignedAgent(organization.id, row.id, "inbound"), await createAgent(organization.id)];
    await assignAgent(row.id, "outbound", goes);
    await system().transaction((tx) =>
      tx.phoneNumber.update({ where: { id: row.id }, data: { outboundShareable: true } }),
    );
    const released = await releasePhoneNumber(organization.ctx, phoneNumber, false);
    expect(released).toMatchObject({ status: "releasing", inbound_agent: null, outbound_agent: null });
    await deleteAgent(organization.ctx, goes.id);
    const { status, json } = await restore(organization.apiKey, params);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: row.id, status: "active", release_at: null, outbound_shareable: true });
    expect(json).toMatchObject({ inbound_agent: { agent_id: stays.id }, outbound_agent: null });
    expect(json.warnings).toEqual(["Its outbound agent was deleted in the meantime, so it has no outbound agent now."]);
    await startDueReleases();
    expect((await findNumber(row.id))?.status).toBe("active");
    expect(await numbersUsed(organization.id)).toBe(1);
    expect(await actionsOn(row.id)).toEqual([
      "phone_number.purchased",
      "phone_number.release_requested",
      "phone_number.restored",
    ]);
  });

  it("says in the audit trail which agents and which sharing came back", async () => {
    const { organization, row, phoneNumber, params } = await numberForRelease();
    const agents = [await createAgent(organization.id), await createAgent(organization.id)] as const;
    await assignAgent(row.id, "inbound", agents[0]);
    await assignAgent(row.id, "outbound", agents[1]);
    await releasePhoneNumber(organization.ctx, phoneNumber, false);
    const { json } = await restore(organization.apiKey, params);
    expect(json.warnings).toEqual([]);
    const where = { targetId: row.id, action: "phone_number.restored" };
    const event = await system().transaction((tx) => tx.auditEvent.findFirstOrThrow({ where }));
    expect(event.before).toMatchObject({ status: "releasing", inbound_agent_version_id: null });
    expect(event.after).toMatchObject({
      status: "active",
      inbound_agent_version_id: agents[0].versions[0]?.id,
      outbound_agent_version_id: agents[1].versions[0]?.id,
      outbound_shareable: false,
    });
  });

  it("answers the ETag of the record, whatever it warns of", async () => {
    const { organization, row, phoneNumber, params } = await numberForRelease();
    const goes = await assignedAgent(organization.id, row.id, "inbound");
    await releasePhoneNumber(organization.ctx, phoneNumber, false);
    await deleteAgent(organization.ctx, goes.id);
    const restored = await restore(organization.apiKey, params);
    expect(restored.json.warnings).toHaveLength(1);
    const read = await call(getNumber, { token: organization.apiKey, params });
    expect(restored.headers.get("ETag")).toBe(read.headers.get("ETag"));
  });

  it("needs phone_numbers:manage", async () => {
    const { organization, params } = await releasing();
    const { status, json } = await restore(organization.viewerApiKey, params);
    expect([status, json.detail]).toEqual([403, "This requires the scope phone_numbers:manage."]);
  });

  it("of another organization is 404 and changes nothing", async () => {
    const { row, params } = await releasing();
    const stranger = await newOrganization();
    expect((await restore(stranger.apiKey, params)).status).toBe(404);
    expect((await findNumber(row.id))?.status).toBe("releasing");
  });

  it("of an active number answers it as it is", async () => {
    const { organization, row, params } = await numberForRelease();
    const { status, json } = await restore(organization.apiKey, params);
    expect([status, json.updated_at]).toEqual([200, row.updatedAt.toISOString()]);
    expect(await actionsOn(row.id)).toEqual(["phone_number.purchased"]);
  });

  it("after the undo window is 409 release_begun, also before the carrier was asked", async () => {
    const { organization, row, phoneNumber, params } = await releasing();
    const releaseAt = new Date(Date.now() - 1_000);
    await system().transaction((tx) => tx.phoneNumber.update({ where: { id: row.id }, data: { releaseAt } }));
    const { status, json } = await restore(organization.apiKey, params);
    expect([status, json.code]).toEqual([409, "release_begun"]);
    expect(json.detail).toBe(`${phoneNumber} is already being released and can't be restored.`);
  });

  it("while the carrier is asked is 409 release_begun", async () => {
    const { organization, row, phoneNumber, params } = await numberForRelease();
    await simulator.addFault({ operation: "release", kind: "latency", latency_ms: 600, phone_number: phoneNumber });
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await expect.poll(async () => (await findNumber(row.id))?.releaseBegunAt).toBeTruthy();
    const { status, json } = await restore(organization.apiKey, params);
    expect([status, json.code]).toEqual([409, "release_begun"]);
    await expect.poll(() => findNumber(row.id)).toBeNull();
  });

  it("of a number that the carrier has lost is 409 number_lost", async () => {
    const { organization, row, params } = await numberForRelease();
    await system().transaction((tx) =>
      tx.phoneNumber.update({ where: { id: row.id }, data: { status: "lost_at_carrier" } }),
    );
    const { status, json } = await restore(organization.apiKey, params);
    expect([status, json.code]).toEqual([409, "number_lost"]);
  });
});
