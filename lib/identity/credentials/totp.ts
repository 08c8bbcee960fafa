import { Secret, TOTP } from "otpauth";
import { encrypt } from "@/lib/platform/crypto/encryption";

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** A code of the step before or after is taken too: clocks differ, and people type slowly (RFC 6238, 5.2). */
const WINDOW = 1;

/** What the secret's ciphertext is bound to. */
export const totpPlace = (userId: string) => `user:${userId}:totp` as const;

/** 160 random bits in base32, as authenticator apps take it (RFC 4226, section 4). */
export const newTotpSecret = () => new Secret({ size: 20 }).base32;

export const encryptTotpSecret = (userId: string, secret: string) => encrypt(secret, totpPlace(userId));

/** The `otpauth:` address behind the QR code. */
export function totpUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** The time step that this code is of, or undefined when it is of none that counts at `at`. */
export function stepOfCode(secret: string, code: string, at: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, window: WINDOW, timestamp: at.getTime() });
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

/** The code at an instant, as an authenticator app shows it. */
export function codeAt(secret: string, at: Date): string {
  return totp(secret).generate({ timestamp: at.getTime() });
}

function totp(secret: string, label = "Trunkline"): TOTP {
  const shape = { algorithm: "SHA1", digits: DIGITS, period: PERIOD_SECONDS };
  return new TOTP({ issuer: "Trunkline", label, secret: Secret.fromBase32(secret), ...shape });
}
