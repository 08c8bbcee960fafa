import type { Prisma } from "@/lib/generated/prisma/client";
import { hashPassword } from "@/lib/identity/credentials/passwords";
import { codeAt, encryptTotpSecret, newTotpSecret } from "@/lib/identity/credentials/totp";
import { beginSession } from "@/lib/identity/sessions/session-store";
import { system } from "@/lib/platform/db/system";
import type { Prepare } from "./valid-request";

const PASSWORD = "a heron stands in the shallow water";
let passwordHash: Promise<string> | undefined;

/** These operations act on the caller, so every member gets the same password and second factor. */
async function prepareMembers(data: (userId: string) => Prisma.UserUpdateInput = () => ({})): Promise<void> {
  passwordHash ??= hashPassword(PASSWORD);
  const hash = await passwordHash;
  await system().transaction(async (tx) => {
    const none = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
    const where = { memberships: { some: {} } };
    for (const { id } of await tx.user.findMany({ where, select: { id: true } })) {
      await tx.user.update({ where: { id }, data: { passwordHash: hash, ...none, ...data(id) } });
    }
  });
}

const withPassword =
  (rest: { status: number; body?: () => object }, data?: (userId: string) => Prisma.UserUpdateInput): Prepare =>
  async () => {
    await prepareMembers(data);
    return { status: rest.status, body: { current_password: PASSWORD, ...rest.body?.() } };
  };

const secret = newTotpSecret();
const begun = (userId: string) => ({ totpSecret: encryptTotpSecret(userId, secret) });
const confirmed = (userId: string) => ({ ...begun(userId), totpConfirmedAt: new Date() });

const withCode = () => ({ code: codeAt(secret, new Date()) });

export const account: Record<string, Prepare> = {
  getAccount: async () => ({ status: 200 }),
  // Their addresses are verified, so there is nothing to send.
  sendVerificationMail: async () => ({ status: 409 }),
  // Keeps the tokens, which the next callers use.
  changePassword: withPassword({
    status: 204,
    body: () => ({ new_password: "an otter sleeps on its back", end_personal_access_tokens: false }),
  }),
  startSecondFactor: withPassword({ status: 200 }),
  confirmSecondFactor: async () => {
    await prepareMembers(begun);
    return { body: { code: codeAt(secret, new Date()) }, status: 200 };
  },
  renewRecoveryCodes: withPassword({ status: 200, body: withCode }, confirmed),
  removeSecondFactor: withPassword({ status: 204, body: withCode }, confirmed),
  listSessions: async () => ({ status: 200 }),
  endAllSessions: async () => ({ status: 204 }),
  endSession: async ({ admin }) => ({
    params: { sessionId: await beginSession({ userId: admin.id, method: "password", address: null, userAgent: null }) },
    person: admin.id,
    status: 204,
  }),
};
