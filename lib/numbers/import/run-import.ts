import { type PhoneNumberImport, Prisma } from "@/lib/generated/prisma/client";
import { hasRoomFor, limitReached } from "@/lib/identity/organizations/quota";
import { countTaken } from "@/lib/numbers/phone-numbers/taken-allowance";
import { crashPoint } from "@/lib/platform/crash-point";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { type FileReader, withFileReader } from "./file-reader";
import { beginImport, finishImport, type ImportEnd, importChunks, noteFile, noteProgress } from "./import-store";
import { judgeLines } from "./judge-lines";
import { type ImportError, MAX_LISTED_ERRORS } from "./schemas";
import { linesNeed, type Written, WrongLines, writeLines, wrongLines } from "./write-lines";

/** Lines per transaction. A file of at most this size is written whole or not at all. */
const BATCH_LINES = 2_000;
const PROGRESS_EVERY_MS = 500;
const MANY_NUMBERS = 5_000;

/**
 * Safe to restart at any point, on any server, because each transaction counts the lines that it writes. A definite
 * refusal fails the import; other errors are thrown and retried.
 */
export async function runImport(id: string): Promise<void> {
  const row = await beginImport(id);
  if (!row) return;
  let end: ImportEnd;
  try {
    const progress = progressOf(row);
    const reading = {
      chunks: importChunks(id),
      defaultTrunk: row.trunkId ?? "",
      onProgress: (bytes: number) => progress((bytes / row.fileBytes) * (row.dryRun ? 80 : 40)),
    };
    end = await withFileReader(reading, async (file) => {
      await noteFile(id, file.summary);
      return importFile(row, file, progress);
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    end = { failure: error };
  }
  await finishImport(id, end);
  if (!row.dryRun && (end.counts?.newNumbers ?? 0) >= MANY_NUMBERS) {
    await system().sql(Prisma.sql`SELECT refresh_phone_number_statistics()`, { writes: true });
  }
}

type Progress = (percent: number) => Promise<void>;

async function importFile(row: PhoneNumberImport, file: FileReader, progress: Progress): Promise<ImportEnd> {
  // Writing starts only after every line has passed the check.
  if (row.linesDone === 0) {
    const judged = await checkLines(row, file, progress);
    if (row.dryRun || judged.failure) return judged;
  }
  return writeFile(row, file, progress);
}

async function checkLines(row: PhoneNumberImport, file: FileReader, progress: Progress): Promise<ImportEnd> {
  const { organizationId, dryRun } = row;
  const { valid, count, errorCount: unreadable, errors: unread } = file.summary;
  const [from, to] = dryRun ? [80, 100] : [40, 50];
  const errors: ImportError[] = [...unread];
  let [errorCount, newNumbers, takenByOthers] = [unreadable, 0, 0];
  for (let start = 0; start < valid; start += BATCH_LINES) {
    const lines = await file.lines(start, BATCH_LINES);
    const judged = await system().transaction((tx) => judgeLines(tx, organizationId, lines, { locked: false }));
    newNumbers += judged.numbers.length;
    errorCount += judged.errors.count;
    takenByOthers += judged.takenByOthers;
    errors.push(...judged.errors.first());
    if (errors.length > 2 * MAX_LISTED_ERRORS) errors.splice(0, errors.length, ...firstOf(errors));
    await progress(from + (to - from) * (start / valid));
  }
  // Count before the report reveals them.
  await countTaken(organizationId, takenByOthers);
  const counts = { newNumbers, unchanged: count - newNumbers - errorCount };
  const found = { counts, errorCount, errors: firstOf(errors) };
  const exceedsLimit = !(await system().transaction((tx) => hasRoomFor(tx, organizationId, newNumbers)));
  if (dryRun) return { ...found, exceedsLimit };
  if (errorCount > 0) return { ...found, failure: wrongLines(errorCount) };
  if (exceedsLimit) return { ...found, failure: limitReached() };
  return found;
}

function firstOf(errors: ImportError[]): ImportError[] {
  return errors.toSorted((a, b) => a.line - b.line).slice(0, MAX_LISTED_ERRORS);
}

async function writeFile(row: PhoneNumberImport, file: FileReader, progress: Progress): Promise<ImportEnd> {
  const { valid } = file.summary;
  let written: Written = row;
  while (written.linesDone < valid) {
    const lines = await file.lines(written.linesDone, BATCH_LINES);
    try {
      written = await writeLines(row.id, written.linesDone, lines);
    } catch (error) {
      if (error instanceof AppError) return endedBy(error, written);
      throw error;
    }
    crashPoint("import.batch.after");
    await progress(50 + 50 * (written.linesDone / valid));
  }
  return { counts: countsOf(written) };
}

const countsOf = ({ newNumbers, unchanged }: Written) => ({ newNumbers, unchanged });

/** Something changed after the check, so lines written before the refusal stay. */
function endedBy(refusal: AppError, written: Written): ImportEnd {
  const end = { counts: countsOf(written), exceedsLimit: refusal.code === "phone_number_limit_reached" };
  const wrong =
    refusal instanceof WrongLines ? { errorCount: refusal.errors.count, errors: refusal.errors.first() } : {};
  if (written.linesDone === 0) return { ...end, ...wrong, failure: refusal };
  const done = `The first ${written.linesDone.toLocaleString("en-US")} lines are in the directory`;
  const detail =
    refusal instanceof WrongLines
      ? `${linesNeed(refusal.errors.count)} fixing. ${done}; fix the rest and upload the file again: numbers already imported are skipped.`
      : `${refusal.detail} ${done}; the others are not.`;
  return { ...end, ...wrong, failure: { code: refusal.code, detail } };
}

/** Throttled, so a small file causes no progress writes. */
function progressOf({ id }: PhoneNumberImport): Progress {
  let last = performance.now();
  return async (percent) => {
    if (performance.now() - last < PROGRESS_EVERY_MS) return;
    last = performance.now();
    await noteProgress(id, Math.min(99, percent));
  };
}
