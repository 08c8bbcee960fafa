import type { Tx } from "@/lib/db";
import { findOwners } from "@/lib/phone-numbers/number-owners";
import { findTrunks } from "./find-trunks";
import type { NewNumber } from "./insert-numbers";
import type { LineErrors } from "./line-errors";
import { noSuchTrunk } from "./match-trunk";
import type { ImportFile } from "./read-import";

/** `numbers` are those that are not in the directory yet. */
export type Judgement = { numbers: NewNumber[]; errors: LineErrors };

/** Holds the lines of a file against the trunks and the numbers that there are. */
export async function judgeLines(tx: Tx, organizationId: string, file: ImportFile): Promise<Judgement> {
  const trunks = await findTrunks(tx, organizationId, [...new Set(file.lines.map(({ trunk }) => trunk))]);
  const owners = await findOwners(
    tx,
    file.lines.map(({ number }) => number.e164),
  );
  // A transaction that lost a race runs again, and judges again.
  const errors = file.errors.copy();
  const numbers: NewNumber[] = [];
  for (const { line, number, trunk: named } of file.lines) {
    const trunk = trunks.get(named) ?? noSuchTrunk;
    const owner = owners.get(number.e164);
    if ("problem" in trunk) {
      errors.add(line, "trunk", named, trunk.problem);
    } else if (!owner) {
      numbers.push({ number, trunkId: trunk.id });
    } else if (owner.organizationId !== organizationId) {
      errors.add(line, "phone_number", number.e164, "This number is already taken in this installation.");
    } else if (owner.trunkId === null) {
      errors.add(line, "phone_number", number.e164, "This number is being bought by your organization.");
    } else if (owner.trunkId !== trunk.id) {
      errors.add(line, "phone_number", number.e164, "This number is already in your directory, on another trunk.");
    }
  }
  return { numbers, errors };
}
