import { expect, it } from "vitest";
import { createPhoneNumbers } from "@/prisma/factories";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";

it("a number stands in one directory only, however it came there", async () => {
  const [one, other] = await Promise.all([newOrganization(), newOrganization()]);
  const number = freshNumber();
  await createPhoneNumbers(one.id, [number]);
  await expect(createPhoneNumbers(other.id, [number])).rejects.toMatchObject({ code: "P2002" });
});
