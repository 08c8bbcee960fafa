import { randomInt } from "node:crypto";
import { createPhoneNumbers } from "@/prisma/factories";

/** Numbers in service on a customer trunk, distinct from those of other tests. */
export function numbersFor(organizationId: string, count: number) {
  const first = 10_000_000 + randomInt(80_000_000);
  return createPhoneNumbers(
    organizationId,
    Array.from({ length: count }, (_, index) => `+4930${first + index}`),
  );
}
