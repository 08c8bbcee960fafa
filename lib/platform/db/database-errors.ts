import { isRowLevelSecurityError } from "./assert-row-level-security";

/** Prisma's P2034 and its adapter's word for it; PostgreSQL's 40001 (serialization failure) and 40P01 (deadlock). */
const retryableCodes = ["P2034", "TransactionWriteConflict", "40001", "40P01"];

/** Refused for the sake of others at work at the same time: nothing happened, and it may be tried again. */
export function isRetryableConflict(error: unknown): boolean {
  const codes = errorCodes(error);
  return retryableCodes.some((code) => codes.includes(code));
}

/** By Prisma, by its adapter (which says no code for what befell the socket), by Node and by PostgreSQL. */
const outages = [
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08006",
];

// pg's own, which carry no code.
const outageMessages =
  /connection error and is not queryable|Connection terminated|Query read timeout|did not answer in time|timeout exceeded when trying to connect/;

/** Whether the database was not there, or not to be used, as against refusing what was asked. */
export function isDatabaseOutage(error: unknown): boolean {
  if (isRowLevelSecurityError(error)) return true;
  const codes = errorCodes(error);
  return outages.some((code) => codes.includes(code)) || (error instanceof Error && outageMessages.test(error.message));
}

/** Another row holds what must be unique: in Prisma's word and PostgreSQL's. */
export function isUniqueViolation(error: unknown): boolean {
  const codes = errorCodes(error);
  return ["P2002", "23505"].some((code) => codes.includes(code));
}

function errorCodes(error: unknown): string[] {
  if (typeof error !== "object" || error === null) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const kind = "kind" in error && typeof error.kind === "string" ? [error.kind] : [];
  const original = "originalCode" in error && typeof error.originalCode === "string" ? [error.originalCode] : [];
  const meta = "meta" in error ? errorCodes(error.meta) : [];
  const adapter = "driverAdapterError" in error ? errorCodes(error.driverAdapterError) : [];
  const cause = "cause" in error ? errorCodes(error.cause) : [];
  return [...own, ...kind, ...original, ...meta, ...adapter, ...cause];
}
