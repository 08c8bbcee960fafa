import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { orderOf, reservedPurchase, slotsUsed } from "@/lib/testing/bought-number";
import { freshNumber } from "@/lib/testing/fresh-number";
import { newOrganization } from "@/lib/testing/organization";
import { simulator } from "@/lib/testing/world";
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
