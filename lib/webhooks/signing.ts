import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { WebhookEndpoint } from "@/lib/generated/prisma/client";
import { decrypt, encrypt } from "@/lib/platform/crypto/encryption";

const SECRET_BYTES = 32;

/** As the Standard Webhooks specification writes secrets. */
export function createSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

const contextOf = (endpointId: string) => `webhook_endpoint:${endpointId}` as const;

/** Readable for its own endpoint only. */
export function sealSecret(secret: string, endpointId: string): string {
  return encrypt(secret, contextOf(endpointId));
}

type SigningEndpoint = Pick<WebhookEndpoint, "id" | "secret" | "previousSecret" | "previousSecretUntil">;

/** With what a delivery is signed now: after a rotation, for a day, also with the secret before. */
export function signingSecrets(endpoint: SigningEndpoint, now: Date): string[] {
  const { id, secret, previousSecret, previousSecretUntil } = endpoint;
  const before = previousSecret && previousSecretUntil && now < previousSecretUntil ? [previousSecret] : [];
  return [secret, ...before].map((sealed) => decrypt(sealed, contextOf(id)));
}

type Message = { id: string; body: string; secrets: readonly string[]; at: Date };

/** The headers of the Standard Webhooks specification, one signature per secret. */
export function signatureHeaders({ id, body, secrets, at }: Message): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}
