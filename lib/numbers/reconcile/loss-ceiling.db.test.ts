import { afterEach, describe, expect, it } from "vitest";
import { getInboundAgent } from "@/lib/agents/call-routing/get-inbound-agent";
import { listFindings } from "@/lib/numbers/findings/list-findings";
import { findPurchase } from "@/lib/numbers/purchase/purchase-store";
import { system } from "@/lib/platform/db/system";
import { assignedAgent } from "@/test/support/assigned-agent";
import { boughtNumber, buyAtCarrier, setAsidePurchase, vanishedNumber } from "@/test/support/bought-number";
import { newOrganization } from "@/test/support/organization";
import { actsOn, ageLosses, auditOf, findingsOf, rowOf } from "@/test/support/reconciling";
import { simulator } from "@/test/support/world";
import { acceptLosses } from "./accept-losses";
import { resolveFinding } from "./resolve-finding";

type Organization = Awaited<ReturnType<typeof newOrganization>>;
type Vanished = Awaited<ReturnType<typeof vanishedNumber>>;

/** Of the tests before: nothing is bought any more, so nothing of theirs counts. */
afterEach(async () => {
  await system().transaction((tx) => tx.phoneNumber.deleteMany({}));
  await simulator.reset();
  await actsOn("");
  await ageLosses();
});

async function vanish(organization: Organization, count: number): Promise<Vanished[]> {
  const vanished: Vanished[] = [];
  for (let made = 0; made < count; made++) vanished.push(await vanishedNumber(organization));
  return vanished;
}

const statusesOf = async (numbers: Vanished[]) =>
  Promise.all(numbers.map(async ({ row }) => (await rowOf(row.id))?.status));
const openOf = async ({ ctx }: Organization) => (await listFindings(ctx, { limit: 50 })).data;
const all = (numbers: Vanished[], status: string) => numbers.map(() => status);

describe("a sweep that misses more numbers than may be lost", () => {
  it("loses none and asks each organization, until the numbers are back", async () => {
    const [organization, other] = [await newOrganization(), await newOrganization()];
    const missing = await vanish(organization, 3);
    const theirs = await vanish(other, 1);
    const needingAttention = await setAsidePurchase(organization);
    const [first] = missing;
    if (!first) throw new Error("nothing has vanished");
    const agent = await assignedAgent(organization.id, first.row.id, "inbound");
    expect(await actsOn(organization.id)).toEqual([]);
    expect(await actsOn(organization.id)).toEqual(["loss_held"]);
    expect(await actsOn(organization.id)).toEqual([]);
    expect(await statusesOf([...missing, ...theirs])).toEqual(all([...missing, ...theirs], "active"));
    expect((await findPurchase(needingAttention.id)).status).toBe("needs_attention");
    const { agent_id } = await getInboundAgent(organization.ctx, { phone_number: [first.phoneNumber] });
    expect(agent_id).toBe(agent.id);
    const [asked] = (await openOf(organization)).filter(({ kind }) => kind === "missing_numbers");
    expect(asked).toMatchObject({ phone_number: null, actions: ["accept_loss", "ignore"] });
    expect(asked?.detail).toContain("does not list 3 of your 3 numbers in service");
    expect(await openOf(other)).toMatchObject([{ kind: "missing_numbers" }]);

    for (const { purchase } of missing) await buyAtCarrier(organization, purchase);
    await buyAtCarrier(other, theirs[0]?.purchase ?? needingAttention);
    await actsOn(organization.id);
    expect(await openOf(other)).toEqual([]);
    const { resolution } = await system().transaction((tx) =>
      tx.finding.findUniqueOrThrow({ where: { id: asked?.id ?? "" } }),
    );
    expect(resolution).toBe("settled");
  });

  it("counts what the sweeps of a day have lost before it", async () => {
    const organization = await newOrganization();
    const few = await vanish(organization, 3);
    await actsOn("");
    await actsOn("");
    expect(await statusesOf(few)).toEqual(all(few, "lost_at_carrier"));
    const more = await vanish(organization, 1);
    await actsOn("");
    expect(await actsOn(organization.id)).toEqual(["loss_held"]);
    expect(await statusesOf(more)).toEqual(["active"]);
    await ageLosses();
    await actsOn("");
    expect(await statusesOf(more)).toEqual(["lost_at_carrier"]);
  });

  it("may lose a fifth of what the account has", async () => {
    const organization = await newOrganization({ limit: 30 });
    for (let bought = 0; bought < 16; bought++) await boughtNumber(organization);
    const four = await vanish(organization, 4);
    await actsOn("");
    await actsOn("");
    expect(await statusesOf(four)).toEqual(all(four, "lost_at_carrier"));
  });
});

describe("an organization that is asked", () => {
  async function asked() {
    const organization = await newOrganization();
    const missing = await vanish(organization, 4);
    await actsOn("");
    await actsOn("");
    const [finding] = await openOf(organization);
    if (!finding) throw new Error("nobody is asked");
    return { organization, missing, finding };
  }

  it("and accepts loses its numbers with the next sweep, and no others", async () => {
    const { organization, missing, finding } = await asked();
    const other = await newOrganization();
    const theirs = await vanish(other, 4);
    expect(await resolveFinding(organization.ctx, finding.id, "accept_loss")).toMatchObject({ resolution: "accepted" });
    await actsOn("");
    expect(await statusesOf(missing)).toEqual(all(missing, "lost_at_carrier"));
    await actsOn("");
    expect(await statusesOf(theirs)).toEqual(all(theirs, "active"));
    expect(await auditOf(organization.id, "phone_number.loss_accepted")).toHaveLength(1);
    expect(await findingsOf(missing[0]?.phoneNumber ?? "")).toMatchObject([{ kind: "lost_number" }]);
  });

  it("and ignores it keeps its numbers, and is asked again only when they were back", async () => {
    const { organization, missing, finding } = await asked();
    expect(await resolveFinding(organization.ctx, finding.id, "ignore")).toMatchObject({ resolution: "ignored" });
    await actsOn("");
    expect(await openOf(organization)).toEqual([]);
    expect(await statusesOf(missing)).toEqual(all(missing, "active"));
    for (const { purchase } of missing) await buyAtCarrier(organization, purchase);
    await actsOn("");
    for (const { phoneNumber } of missing) await simulator.releaseNumber(phoneNumber);
    await actsOn("");
    expect(await actsOn(organization.id)).toEqual(["loss_held"]);
  });

  it("may be answered for by the operator", async () => {
    const { organization, missing } = await asked();
    expect(await acceptLosses()).toBe(1);
    await actsOn("");
    expect(await statusesOf(missing)).toEqual(all(missing, "lost_at_carrier"));
    expect(await auditOf(organization.id, "phone_number.loss_accepted")).toMatchObject([{ actorKind: "system" }]);
  });
});
