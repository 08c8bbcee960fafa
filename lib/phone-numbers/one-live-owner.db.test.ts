import { expect, it } from "vitest";
import { freshNumber } from "@/lib/testing/fresh-number";
import { newOrganization } from "@/lib/testing/organization";
import { createPhoneNumbers } from "@/prisma/factories";

it("a number stands in one directory only, however it came there", async () => {
  const [one, other] = await Promise.all([newOrganization(), newOrganization()]);
  const number = freshNumber();
  await createPhoneNumbers(one.id, [number]);
  await expect(createPhoneNumbers(other.id, [number])).rejects.toMatchObject({ code: "P2002" });
});
