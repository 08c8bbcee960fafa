import { reserveQuotas } from "@/lib/identity/organizations/quota";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { insertNumbers } from "./insert-numbers";
import { judgeLines } from "./judge-lines";
import type { LineErrors } from "./line-errors";
import type { ImportLine } from "./read-import";

export type Written = { linesDone: number; newNumbers: number; unchanged: number };

export class WrongLines extends AppError {
  constructor(readonly errors: LineErrors) {
    super("import_has_errors", sentenceOf(errors.count));
  }
}

export function wrongLines(count: number): Pick<AppError, "code" | "detail"> {
  return { code: "import_has_errors", detail: sentenceOf(count) };
}

function sentenceOf(count: number): string {
  return `${linesNeed(count)} fixing. Nothing was imported. Fix the file and upload it again.`;
}

export function linesNeed(count: number): string {
  return count === 1 ? "1 line needs" : `${count.toLocaleString("en-US")} lines need`;
}

/**
 * Writes all lines or none and counts them in the same transaction; skips lines that another server has written. Throws
 * `WrongLines` or `phone_number_limit_reached`; then nothing is written.
 * @param from the number of lines that were written when these were read
 */
export async function writeLines(importId: string, from: number, lines: ImportLine[]): Promise<Written> {
  return system().transaction(async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.linesDone !== from || row.finishedAt) return row;
    const { organizationId } = row;
    const { numbers, errors } = await judgeLines(tx, organizationId, lines, { locked: true });
    if (errors.count > 0) throw new WrongLines(errors);
    await insertNumbers(tx, organizationId, numbers);
    // Last, because the organization's purchases wait for this row lock.
    if (numbers.length > 0) await reserveQuotas(tx, organizationId, numbers.length);
    const trunkIds = [...new Set([...row.trunkIds, ...numbers.map(({ trunkId }) => trunkId)])];
    const written = {
      linesDone: from + lines.length,
      newNumbers: row.newNumbers + numbers.length,
      unchanged: row.unchanged + lines.length - numbers.length,
    };
    await tx.phoneNumberImport.update({ where: { id: importId }, data: { ...written, trunkIds } });
    return written;
  });
}

async function lockImport(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM phone_number_import WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.phoneNumberImport.findUniqueOrThrow({ where: { id } });
}
