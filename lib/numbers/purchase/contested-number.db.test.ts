import { describe, expect, it } from "vitest";
import { getPhoneNumber } from "@/lib/numbers/phone-numbers/get-phone-number";
import { registerPhoneNumber } from "@/lib/numbers/phone-numbers/register-phone-number";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { createTrunk } from "@/prisma/factories";
import { orderOf, reservedPurchase, slotsUsed } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { simulator } from "@/test/support/world";
import { purchaseNumber } from "./purchase-number";
import { failPurchase } from "./purchase-store";
import { reserve } from "./steps/reserve";

it("a number that two organizations want while the carrier is slow is ordered once", async () => {
  const rivals = await Promise.all([newOrganization(), newOrganization()]);
  const number = freshNumber();
  // Long enough for both to have looked before either has bought.
  await simulator.addFault({ operation: "buy", kind: "latency", latency_ms: 600, times: 2, phone_number: number });
  const before = (await simulator.state()).requests.buy ?? 0;
  const outcomes = await Promise.allSettled(
    rivals.map(({ ctx }) => purchaseNumber(ctx, "default", { phone_number: number }, null)),
  );
  const won = outcomes.filter(({ status }) => status === "fulfilled");
  const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(won).toMatchObject([{ value: { status: "completed" } }]);
  expect(lost).toEqual([expect.any(AppError)]);
  expect(lost).toMatchObject([{ code: "number_unavailable" }]);
  expect((await simulator.state()).requests.buy).toBe(before + 1);
});

it("a number whose purchase fails at this moment is had or just taken, and counted accordingly", async () => {
  const [one, other] = await Promise.all([newOrganization({ limit: 100 }), newOrganization({ limit: 100 })]);
  let had = 0;
  for (let round = 0; round < 20; round++) {
    const { id, phoneNumber } = await reservedPurchase(one);
    const [reserved] = await Promise.allSettled([
      reserve(other.ctx, orderOf(phoneNumber)),
      failPurchase(id, { code: "number_unavailable", detail: "Just taken." }),
    ]);
    if (reserved.status === "fulfilled") had += 1;
    else expect(reserved.reason).toMatchObject({ code: "number_unavailable" });
  }
  expect([await slotsUsed(one), await slotsUsed(other)]).toEqual([0, had]);
});

describe("a number for sale that another organization has registered without proof", () => {
  async function registeredBy(organization: Awaited<ReturnType<typeof newOrganization>>, phoneNumber: string) {
    const trunk = await createTrunk(organization.id);
    return registerPhoneNumber(organization.ctx, { phone_number: phoneNumber, trunk_id: trunk.id });
  }

  it("is bought all the same; the registration ends, its slot is free, and the audit trail says why", async () => {
    const [squatter, buyer] = await Promise.all([newOrganization(), newOrganization()]);
    const number = freshNumber();
    const registration = await registeredBy(squatter, number);
    const outcome = await purchaseNumber(buyer.ctx, "default", { phone_number: number }, null);
    expect(outcome).toMatchObject({ status: "completed", number: { phone_number: number } });
    expect([await slotsUsed(squatter), await slotsUsed(buyer)]).toEqual([0, 1]);
    await expect(getPhoneNumber(squatter.ctx, number)).rejects.toMatchObject({ code: "not_found" });
    const where = { organizationId: squatter.id, action: "phone_number.registration_ended" };
    expect(await system().transaction((tx) => tx.auditEvent.findMany({ where }))).toMatchObject([
      {
        targetId: registration.id,
        before: { phone_number: number, trunk_id: registration.trunk_id },
        after: { reason: "bought_by_another_organization" },
      },
    ]);
  });

  it("stays registered when the carrier does not sell it", async () => {
    const [owner, other] = await Promise.all([newOrganization(), newOrganization()]);
    const number = freshNumber();
    await registeredBy(owner, number);
    await simulator.addFault({ operation: "buy", kind: "taken", phone_number: number });
    await expect(purchaseNumber(other.ctx, "default", { phone_number: number }, null)).rejects.toThrow(AppError);
    expect((await getPhoneNumber(owner.ctx, number)).phone_number).toBe(number);
    expect(await slotsUsed(owner)).toBe(1);
  });

  it("is not bought again by the organization that has it in its directory", async () => {
    const owner = await newOrganization();
    const number = freshNumber();
    await registeredBy(owner, number);
    await expect(purchaseNumber(owner.ctx, "default", { phone_number: number }, null)).rejects.toMatchObject({
      code: "number_already_owned",
    });
  });
});
