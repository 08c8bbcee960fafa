import { rotateKeys } from "@/lib/platform/crypto/rotate-keys";
import { closeDatabase } from "@/lib/platform/db/db";

/*
 * npm run rotate-keys: re-encrypts every secret with the first of ENCRYPTION_KEYS, while servers run. Fails when the
 * key of a remaining secret is not in the ring.
 */

try {
  const reports = await rotateKeys();
  for (const { column, rotated, unreadable } of reports) {
    console.log(
      `${column.padEnd(36)} ${rotated} encrypted anew${unreadable.length ? `, ${unreadable.length} UNREADABLE` : ""}`,
    );
    for (const row of unreadable.slice(0, 20)) console.log(`  ${row}`);
  }
  const left = reports.flatMap(({ unreadable }) => unreadable).length;
  console.log(
    left === 0
      ? "\nEverything is under the first key: the others may be taken out of ENCRYPTION_KEYS."
      : "\nThe key of these is not in ENCRYPTION_KEYS. Add it and run this again, or set these secrets anew.",
  );
  process.exitCode = left === 0 ? 0 : 1;
} catch (error) {
  console.error(`Not finished, run it again: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
