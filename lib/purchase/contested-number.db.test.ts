import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { freshNumber } from "@/lib/testing/fresh-number";
import { newOrganization } from "@/lib/testing/organization";
import { simulator } from "@/lib/testing/world";
import { purchaseNumber } from "./purchase-number";

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
