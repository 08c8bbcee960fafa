import { Secret, TOTP } from "otpauth";
import { encrypt } from "@/lib/platform/crypto/encryption";

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Accepts the previous and next step too, because clocks differ and people type slowly (RFC 6238, 5.2). */
const WINDOW = 1;

export const totpPlace = (userId: string) => `user:${userId}:totp` as const;

/** 160 random bits in base32, as authenticator apps expect (RFC 4226, section 4). */
export const newTotpSecret = () => new Secret({ size: 20 }).base32;

export const encryptTotpSecret = (userId: string, secret: string) => encrypt(secret, totpPlace(userId));

/** The `otpauth:` URI for the QR code. */
export function totpUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** Returns the code's time step, or undefined when the code is not valid at `at`. */
export function stepOfCode(secret: string, code: string, at: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, window: WINDOW, timestamp: at.getTime() });
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

export function codeAt(secret: string, at: Date): string {
  return totp(secret).generate({ timestamp: at.getTime() });
}

function totp(secret: string, label = "Trunkline"): TOTP {
  const shape = { algorithm: "SHA1", digits: DIGITS, period: PERIOD_SECONDS };
  return new TOTP({ issuer: "Trunkline", label, secret: Secret.fromBase32(secret), ...shape });
}
