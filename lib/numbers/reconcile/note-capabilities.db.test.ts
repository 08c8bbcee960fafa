import { expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { boughtNumber } from "@/test/support/bought-number";
import { newOrganization } from "@/test/support/organization";
import { atOnce } from "@/test/support/reconciling";
import { reconcile } from "./reconcile";

it("a comparison writes down what each number can do, also of one bought before that was kept, as no change of it", async () => {
  const { row, owned } = await boughtNumber(await newOrganization());
  const where = { id: row.id };
  const unknown = { voiceEnabled: null, smsEnabled: null, mmsEnabled: null };
  await system().transaction((tx) => tx.phoneNumber.update({ where, data: unknown }));
  await reconcile(atOnce);
  const after = await system().transaction((tx) => tx.phoneNumber.findUniqueOrThrow({ where }));
  expect(owned.capabilities).not.toBeNull();
  const { voiceEnabled: voice, smsEnabled: sms, mmsEnabled: mms } = after;
  expect({ voice, sms, mms }).toEqual(owned.capabilities);
  expect(after).toEqual(row);
});
