import { isRowLevelSecurityError } from "./assert-row-level-security";

/** Prisma's P2034 and its adapter's name for it; PostgreSQL's 40001 (serialization failure) and 40P01 (deadlock). */
const retryableCodes = ["P2034", "TransactionWriteConflict", "40001", "40P01"];

/** Whether the transaction lost a conflict with a concurrent one: nothing was committed and it can be retried. */
export function isRetryableConflict(error: unknown): boolean {
  const codes = errorCodes(error);
  return retryableCodes.some((code) => codes.includes(code));
}

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

const outageMessages =
  /connection error and is not queryable|Connection terminated|Query read timeout|did not answer in time|timeout exceeded when trying to connect/;

export function isDatabaseOutage(error: unknown): boolean {
  if (isRowLevelSecurityError(error)) return true;
  const codes = errorCodes(error);
  return outages.some((code) => codes.includes(code)) || (error instanceof Error && outageMessages.test(error.message));
}

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
