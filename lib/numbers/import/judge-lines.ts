import { findOwners, lockNumbers } from "@/lib/numbers/phone-numbers/number-owners";
import type { Tx } from "@/lib/platform/db/db";
import { findTrunks } from "./find-trunks";
import type { NewNumber } from "./insert-numbers";
import { LineErrors } from "./line-errors";
import { noSuchTrunk } from "./match-trunk";
import type { ImportLine } from "./read-import";

/** `numbers` holds only numbers that are not in the directory yet. */
export type Judgement = { numbers: NewNumber[]; errors: LineErrors; takenByOthers: number };

/** @param locked keeps the result valid until the transaction ends; locks trunks before numbers to avoid deadlocks */
export async function judgeLines(
  tx: Tx,
  organizationId: string,
  lines: ImportLine[],
  { locked }: { locked: boolean },
): Promise<Judgement> {
  const phoneNumbers = lines.map(({ number }) => number.e164);
  const trunks = await findTrunks(tx, organizationId, [...new Set(lines.map(({ trunk }) => trunk))]);
  if (locked) await lockNumbers(tx, phoneNumbers);
  const owners = await findOwners(tx, phoneNumbers);
  const errors = new LineErrors();
  const numbers: NewNumber[] = [];
  let takenByOthers = 0;
  for (const { line, number, trunk: named } of lines) {
    const trunk = trunks.get(named) ?? noSuchTrunk;
    const owner = owners.get(number.e164);
    if ("problem" in trunk) {
      errors.add(line, "trunk", named, trunk.problem);
    } else if (!owner) {
      numbers.push({ number, trunkId: trunk.id });
    } else if (owner.organizationId !== organizationId) {
      takenByOthers++;
      errors.add(line, "phone_number", number.e164, "Another organization already uses this number.");
    } else if (owner.trunkId === null) {
      errors.add(line, "phone_number", number.e164, "You're already buying this number.");
    } else if (owner.trunkId !== trunk.id) {
      errors.add(line, "phone_number", number.e164, "This number is already in your directory, on another trunk.");
    }
  }
  return { numbers, errors, takenByOthers };
}
