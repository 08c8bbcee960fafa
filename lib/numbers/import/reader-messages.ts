import type { AppError } from "@/lib/platform/errors";
import type { ImportLine } from "./read-import";
import type { ImportError } from "./schemas";

export type ReaderOptions = {
  defaultTrunk: string;
};

export type ToReader =
  | { kind: "chunk"; bytes: Uint8Array }
  | { kind: "end" }
  | { kind: "lines"; from: number; count: number };

/** `valid` lines are readable; the others are in `errors`. */
export type FileSummary = {
  count: number;
  valid: number;
  ignoredColumns: string[];
  warnings: string[];
  errorCount: number;
  errors: ImportError[];
};

export type FromReader =
  | { kind: "taken" }
  | { kind: "read"; summary: FileSummary }
  | { kind: "refused"; code: AppError["code"]; detail: string; extra: AppError["extra"] }
  | { kind: "lines"; lines: ImportLine[] };
