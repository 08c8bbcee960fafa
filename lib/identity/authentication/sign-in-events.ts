import type { AuditSource } from "@/lib/identity/audit/audit-event";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { system } from "@/lib/platform/db/system";
import { log } from "@/lib/platform/log";
import { takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";

export type SignInSource = { address: string | null; requestId: string };

type SignInMethod = "password" | "oidc";

/** Logs the sign-in and records it in each organization of the user. */
export async function recordSignIn(source: SignInSource, userId: string, method: SignInMethod): Promise<void> {
  log().info({ ...about(source, userId), method }, "signed in");
  const actor = { kind: "user" as const, id: userId };
  await record({ ...source, actor, credential: method }, userId, "account.signed_in");
}

export async function recordRecoveryCodeUse(source: SignInSource, userId: string): Promise<void> {
  log().warn(about(source, userId), "recovery code used");
  const actor = { kind: "user" as const, id: userId };
  await record({ ...source, actor, credential: "password" }, userId, "account.recovery_code_used");
}

/** Records at most ten events of one kind per 15 minutes, so an attack does not flood the audit trail. */
export async function recordSignInFailure(
  source: SignInSource,
  userId: string | undefined,
  reason: "wrong_password" | "wrong_code" | "locked_out" | "provider_refused",
): Promise<void> {
  log().warn({ ...about(source, userId), reason }, "sign-in failed");
  if (userId === undefined) return;
  const action = reason === "locked_out" ? "account.locked_out" : "account.sign_in_failed";
  const limit = await takeFromLimit("sign_in_events", `${action}:${userId}`);
  if (limit?.exceeded) return;
  const credential = reason === "provider_refused" ? "oidc" : "password";
  await record({ ...source, actor: { kind: "system", id: null }, credential }, userId, action, { reason });
}

const about = ({ address, requestId }: SignInSource, userId: string | undefined) => ({
  user_id: userId,
  address,
  request_id: requestId,
});

function record(
  source: Omit<AuditSource, "organizationId">,
  userId: string,
  action: Parameters<typeof recordAccountEvent>[3],
  after?: { reason: string },
): Promise<void> {
  return system().transaction((tx) => recordAccountEvent(tx, source, userId, action, after));
}
