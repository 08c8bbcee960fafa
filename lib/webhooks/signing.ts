import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { WebhookEndpoint } from "@/lib/generated/prisma/client";
import { decrypt, encrypt } from "@/lib/platform/crypto/encryption";

const SECRET_BYTES = 32;

/** In the format of the Standard Webhooks specification. */
export function createSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

const contextOf = (endpointId: string) => `webhook_endpoint:${endpointId}` as const;

/** Decryptable only for this endpoint. */
export function sealSecret(secret: string, endpointId: string): string {
  return encrypt(secret, contextOf(endpointId));
}

type SigningEndpoint = Pick<WebhookEndpoint, "id" | "secret" | "previousSecret" | "previousSecretUntil">;

/** Includes the previous secret for a day after a rotation. */
export function signingSecrets(endpoint: SigningEndpoint, now: Date): string[] {
  const { id, secret, previousSecret, previousSecretUntil } = endpoint;
  const before = previousSecret && previousSecretUntil && now < previousSecretUntil ? [previousSecret] : [];
  return [secret, ...before].map((sealed) => decrypt(sealed, contextOf(id)));
}

type Message = { id: string; body: string; secrets: readonly string[]; at: Date };

/** One signature per secret. */
export function signatureHeaders({ id, body, secrets, at }: Message): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}
