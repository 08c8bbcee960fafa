import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { createTrunk } from "@/prisma/factories";
import { newOrganization } from "@/test/support/organization";
import { encrypt } from "./encryption";
import { createKeyRing, type KeyRing } from "./key-ring";
import { rotateKeys } from "./rotate-keys";

const old = Buffer.from(env().ENCRYPTION_KEYS[0] ?? "", "base64");

const fresh = randomBytes(32);
/** The ring in the middle of a rotation, and the one after it. */
const during = createKeyRing([fresh, old]);
const after = createKeyRing([fresh]);

async function trunkWithPassword(password: string) {
  const { id: organizationId } = await newOrganization();
  const { id } = await createTrunk(organizationId);
  const outboundPassword = encrypt(password, `trunk:${id}:outbound`);
  await system().transaction((tx) => tx.trunk.update({ where: { id }, data: { outboundPassword } }));
  return id;
}

const ciphertextOf = async (id: string) =>
  (await system().transaction((tx) => tx.trunk.findUniqueOrThrow({ where: { id } }))).outboundPassword ?? "";

const passwordUnder = async (ring: KeyRing, id: string) => ring.decrypt(await ciphertextOf(id), `trunk:${id}:outbound`);

const totals = (reports: Awaited<ReturnType<typeof rotateKeys>>) => ({
  rotated: reports.reduce((sum, { rotated }) => sum + rotated, 0),
  unreadable: reports.flatMap(({ unreadable }) => unreadable),
});

describe("rotating keys", () => {
  beforeEach(() => system().transaction((tx) => tx.trunk.updateMany({ data: { outboundPassword: null } })));

  it("puts every kind of secret under the first key, so that the old one can go", async () => {
    const { id: organizationId, admin } = await newOrganization();
    const trunk = await trunkWithPassword("carrier password");
    const key = { organizationId, endpoint: "createApiKey", key: "k1" };
    const place = `idempotency_key:${organizationId}:createApiKey:k1` as const;
    const endpoint = await system().transaction(async (tx) => {
      await tx.user.update({ where: { id: admin.id }, data: { totpSecret: encrypt("totp", `user:${admin.id}:totp`) } });
      const times = { lockedUntil: new Date(), expiresAt: new Date(Date.now() + 60_000) };
      const answer = { fingerprint: "f", status: 201, body: encrypt("answer", place) };
      await tx.idempotencyKey.create({ data: { ...key, ...answer, ...times } });
      const { id } = await tx.webhookEndpoint.create({
        data: { organizationId, url: "https://example.com", events: [], secret: "" },
      });
      const seal = (text: string) => encrypt(text, `webhook_endpoint:${id}`);
      const data = { secret: seal("signs"), previousSecret: seal("signed") };
      return tx.webhookEndpoint.update({ where: { id }, data });
    });
    await rotateKeys(during);
    const rows = await system().transaction(async (tx) => ({
      user: await tx.user.findUniqueOrThrow({ where: { id: admin.id } }),
      answer: await tx.idempotencyKey.findUniqueOrThrow({ where: { organizationId_endpoint_key: key } }),
      endpoint: await tx.webhookEndpoint.findUniqueOrThrow({ where: { id: endpoint.id } }),
      account: await tx.managedAccount.findFirstOrThrow(),
    }));
    expect(await passwordUnder(after, trunk)).toBe("carrier password");
    expect(after.decrypt(rows.user.totpSecret ?? "", `user:${admin.id}:totp`)).toBe("totp");
    expect(after.decrypt(String(rows.answer.body), place)).toBe("answer");
    expect(after.decrypt(rows.endpoint.secret, `webhook_endpoint:${endpoint.id}`)).toBe("signs");
    expect(after.decrypt(rows.endpoint.previousSecret ?? "", `webhook_endpoint:${endpoint.id}`)).toBe("signed");
    expect(after.decrypt(rows.account.credentials, `managed_account:${rows.account.id}`)).toContain("auth_token");
    expect(totals(await rotateKeys(after))).toEqual({ rotated: 0, unreadable: [] });
  });

  it("goes through all rows in batches, and on from where it was interrupted", async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5].map((n) => trunkWithPassword(`password ${n}`)));
    let left = 3;
    const dying = {
      ...during,
      encrypt: (...args: Parameters<KeyRing["encrypt"]>) => {
        if (left-- === 0) throw new Error("killed");
        return during.encrypt(...args);
      },
    };
    await expect(rotateKeys(dying, 2)).rejects.toThrow("killed");
    await rotateKeys(during, 2);
    expect(await Promise.all(ids.map((id) => passwordUnder(after, id)))).toEqual(
      [1, 2, 3, 4, 5].map((n) => `password ${n}`),
    );
  });

  it("never undoes what servers write meanwhile", async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => trunkWithPassword(`before ${n}`)));
    const write = (id: string) => {
      const data = { outboundPassword: encrypt(`written to ${id}`, `trunk:${id}:outbound`) };
      return system().transaction((tx) => tx.trunk.update({ where: { id }, data }));
    };
    await Promise.all([rotateKeys(during, 1), ...ids.map(write)]);
    await rotateKeys(during);
    expect(await Promise.all(ids.map((id) => passwordUnder(after, id)))).toEqual(ids.map((id) => `written to ${id}`));
  });

  it("names secrets that were swapped between rows, or whose key is gone, and leaves them", async () => {
    const [one, two] = [await trunkWithPassword("one"), await trunkWithPassword("two")];
    const [first, second] = [await ciphertextOf(one), await ciphertextOf(two)];
    await system().transaction(async (tx) => {
      await tx.trunk.update({ where: { id: one }, data: { outboundPassword: second } });
      await tx.trunk.update({ where: { id: two }, data: { outboundPassword: first } });
    });
    const { unreadable } = totals(await rotateKeys(during));
    expect(unreadable.sort()).toEqual([`trunk:${one}:outbound`, `trunk:${two}:outbound`].sort());
    expect(await ciphertextOf(one)).toBe(second);
  });
});
