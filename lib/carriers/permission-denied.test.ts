import { expect, it, vi } from "vitest";
import { CarrierError } from "@/lib/carriers/carrier";
import { orPermissionDenied } from "@/lib/carriers/permission-denied";

const signedOut = new CarrierError("refused", "authentication_failed", "Authenticate", { carrierCode: 20003 });

it("credentials that are refused for one product and sign in elsewhere lack a permission", async () => {
  const refused = orPermissionDenied(
    () => Promise.reject(signedOut),
    async () => undefined,
  );
  await expect(refused).rejects.toMatchObject({
    kind: "refused",
    reason: "permission_denied",
    details: { carrierCode: 20003 },
  });
});

it("credentials that sign in nowhere are wrong", async () => {
  const refused = orPermissionDenied(
    () => Promise.reject(signedOut),
    () => Promise.reject(signedOut),
  );
  await expect(refused).rejects.toBe(signedOut);
});

it("any other end is the call's own, and nobody signs in for it", async () => {
  const signIn = vi.fn(async () => undefined);
  const taken = new CarrierError("refused", "number_unavailable", "taken");
  await expect(orPermissionDenied(() => Promise.reject(taken), signIn)).rejects.toBe(taken);
  await expect(orPermissionDenied(async () => "bought", signIn)).resolves.toBe("bought");
  expect(signIn).not.toHaveBeenCalled();
});
