import type { AppError } from "@/lib/platform/errors";
import type { ImportLine } from "./read-import";
import type { ImportError } from "./schemas";

export type ReaderOptions = {
  /** The trunk of lines that name none. */
  defaultTrunk: string;
};

export type ToReader =
  | { kind: "chunk"; bytes: Uint8Array }
  | { kind: "end" }
  | { kind: "lines"; from: number; count: number };

/** What a file holds: `valid` lines read well, the others are among the errors. */
export type FileSummary = {
  count: number;
  valid: number;
  ignoredColumns: string[];
  warnings: string[];
  errorCount: number;
  errors: ImportError[];
};

export type FromReader =
  /** A chunk has been parsed. */
  | { kind: "taken" }
  | { kind: "read"; summary: FileSummary }
  | { kind: "refused"; code: AppError["code"]; detail: string; extra: AppError["extra"] }
  | { kind: "lines"; lines: ImportLine[] };
