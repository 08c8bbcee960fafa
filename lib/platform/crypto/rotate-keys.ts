import { system } from "@/lib/platform/db/system";
import { type EncryptedColumn, encryptedColumns } from "./encrypted-columns";
import { keyRing } from "./encryption";
import type { KeyRing } from "./key-ring";

const BATCH = 200;

/** `unreadable` lists the rows whose key is not in the ring. */
export type ColumnReport = { column: string; rotated: number; unreadable: string[] };

/**
 * Re-encrypts, in batches and while servers run, every secret that does not use the ring's first key. It never
 * overwrites a concurrent change and repeats until a pass finds nothing; then the other keys can be removed.
 */
export async function rotateKeys(ring: KeyRing = keyRing(), batch = BATCH): Promise<ColumnReport[]> {
  const reports: ColumnReport[] = [];
  for (const [table, columns] of Object.entries(encryptedColumns)) {
    for (const column of columns) reports.push(await rotateColumn(ring, { table, batch, ...column }));
  }
  return reports;
}

type Column = EncryptedColumn & { table: string; batch: number };

async function rotateColumn(ring: KeyRing, column: Column): Promise<ColumnReport> {
  const report: ColumnReport = { column: `${column.table}.${column.column}`, rotated: 0, unreadable: [] };
  for (;;) {
    const { rotated, unreadable } = await passOver(ring, column);
    report.rotated += rotated;
    report.unreadable = unreadable;
    if (rotated === 0) return report;
  }
}

type Row = Record<string, string> & { ciphertext: string };

async function passOver(ring: KeyRing, column: Column) {
  const unreadable: string[] = [];
  let rotated = 0;
  for (let after: Row | undefined; ; ) {
    const rows = await readBatch(ring, column, after);
    for (const row of rows) {
      const plaintext = readable(ring, row.ciphertext, column.place(row));
      if (plaintext === undefined) unreadable.push(column.place(row));
      else rotated += await replace(column, row, ring.encrypt(plaintext, column.place(row)));
    }
    after = rows.at(-1);
    if (rows.length < column.batch) return { rotated, unreadable };
  }
}

function readBatch(ring: KeyRing, { table, column, key, json, batch }: Column, after: Row | undefined): Promise<Row[]> {
  const names = Object.keys(key);
  const text = json ? `"${column}" #>> '{}'` : `"${column}"`;
  const since = names.map((name, index) => `$${index + 3}::${key[name]}`);
  const sql = `
    SELECT ${names.map((name) => `"${name}"::text AS "${name}"`).join(", ")}, ${text} AS ciphertext FROM "${table}"
    WHERE ${text} NOT LIKE $1 || '%' ${after ? `AND (${quoted(names)}) > (${since.join(", ")})` : ""}
    ORDER BY ${quoted(names)} LIMIT $2::int`;
  const values = after ? names.map((name) => after[name]) : [];
  return system().read((tx) => tx.$queryRawUnsafe<Row[]>(sql, ring.currentPrefix, batch, ...values));
}

function replace({ table, column, key, json }: Column, row: Row, ciphertext: string): Promise<number> {
  const names = Object.keys(key);
  const where = names.map((name, index) => `"${name}" = $${index + 3}::${key[name]}`).join(" AND ");
  const [value, old] = json ? ["to_jsonb($1::text)", `"${column}" #>> '{}'`] : ["$1", `"${column}"`];
  const sql = `UPDATE "${table}" SET "${column}" = ${value} WHERE ${old} = $2 AND ${where}`;
  return system().transaction((tx) =>
    tx.$executeRawUnsafe(sql, ciphertext, row.ciphertext, ...names.map((name) => row[name])),
  );
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(", ");

function readable(ring: KeyRing, ciphertext: string, boundTo: string): string | undefined {
  try {
    return ring.decrypt(ciphertext, boundTo);
  } catch {
    return undefined;
  }
}
