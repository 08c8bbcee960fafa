import { expect, it } from "vitest";
import { scopes } from "@/lib/auth/scopes";
import { checkAuthorization } from "./authorization-matrix";
import { strayRequests } from "./valid-requests/valid-requests";

it("every operation has a valid request, and every valid request an operation", () => {
  expect(strayRequests()).toEqual({ missing: [], superfluous: [] });
});

it("every operation answers every credential, in its own organization and in another's, as its contract says", async () => {
  const few = [[], ["phone_numbers:manage" as const], ["managed_accounts:read" as const], scopes];
  const { differences, cells } = await checkAuthorization(few);
  expect(differences).toEqual([]);
  expect(cells).toBeGreaterThan(500);
}, 120_000);
