import { expect, it } from "vitest";
import { encryptedColumns } from "@/lib/platform/crypto/encrypted-columns";
import { system } from "@/lib/platform/db/system";
import { checkAuthorization } from "./authorization-matrix";
import { strayRequests } from "./valid-requests/valid-requests";

it("every operation has a valid request, and every valid request an operation", () => {
  expect(strayRequests()).toEqual({ missing: [], superfluous: [] });
});

it("every operation answers every credential, in its own organization and in another's, as its contract says", async () => {
  const { differences, cells } = await checkAuthorization({ quick: true });
  expect(differences).toEqual([]);
  expect(cells).toBeGreaterThan(500);
}, 600_000);

it("every column in which that left a ciphertext is one that keys are rotated in", async () => {
  const registered = Object.entries(encryptedColumns).flatMap(([table, columns]) =>
    columns.map(({ column }) => `${table}.${column}`),
  );
  const found = await columnsWithCiphertexts();
  expect(found.filter((column) => !registered.includes(column))).toEqual([]);
  // The answers of all these requests have left some where they are expected.
  expect(found).toEqual(expect.arrayContaining(["managed_account.credentials", "trunk.inbound_password"]));
});

async function columnsWithCiphertexts(): Promise<string[]> {
  return system().transaction(async (tx) => {
    const columns = await tx.$queryRaw<{ table: string; column: string }[]>`
      SELECT table_name AS table, column_name AS column FROM information_schema.columns
      WHERE table_schema = current_schema() AND data_type IN ('text', 'jsonb', 'json', 'character varying', 'ARRAY')`;
    const found: string[] = [];
    for (const { table, column } of columns) {
      const sql = `SELECT EXISTS (SELECT FROM "${table}" WHERE "${column}"::text ~ '(^|")v2\\.[0-9a-f]{8}\\.') AS some`;
      const [row] = await tx.$queryRawUnsafe<{ some: boolean }[]>(sql);
      if (row?.some) found.push(`${table}.${column}`);
    }
    return found;
  });
}
