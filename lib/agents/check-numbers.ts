import type { PhoneNumberRow } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import { AppError } from "@/lib/platform/errors";
import type { ExpectedSlots } from "./schemas";

type Rows = ReadonlyMap<string, PhoneNumberRow>;

/** Returns the rows in the order of `names`. Throws `not_found` and names the missing ones. */
export function requireAll(rows: Rows, names: string[]): PhoneNumberRow[] {
  const missing = names.filter((name) => !rows.has(name));
  if (missing.length > 0) throw refusal("not_found", missing, "was not found");
  return names.flatMap((name) => rows.get(name) ?? []);
}

/** Throws `number_out_of_service` and names numbers that are being released or are lost. */
export function requireInService(rows: PhoneNumberRow[]): void {
  const releasing = numbersOf(rows.filter(({ status }) => status === "releasing"));
  if (releasing.length > 0) {
    throw refusal("number_out_of_service", releasing, "is being released. Undo the release before assigning an agent");
  }
  const lost = numbersOf(rows.filter(({ status }) => status === "lost_at_carrier"));
  if (lost.length > 0) throw refusal("number_out_of_service", lost, "was lost at the carrier and can't be assigned");
}

/** Throws `precondition_failed` and names numbers whose slots differ from what the caller saw. */
export function requireExpected(rows: Rows, expected: ExpectedSlots[]): void {
  const changed = expected.filter((seen) => {
    const row = rows.get(seen.phone_number);
    return (
      row === undefined ||
      differs(seen.inbound_agent_version_id, row.inboundAgentVersionId) ||
      differs(seen.outbound_agent_version_id, row.outboundAgentVersionId)
    );
  });
  if (changed.length === 0) return;
  const names = [...new Set(changed.map(({ phone_number }) => phone_number))];
  throw refusal("precondition_failed", names, "was assigned to another agent. Reload it and try again");
}

const differs = (seen: string | null | undefined, held: string | null) => seen !== undefined && seen !== held;

const numbersOf = (rows: PhoneNumberRow[]) => rows.map(({ phoneNumber }) => phoneNumber);

/** The sentence names the first number; the extension member lists all of them. */
function refusal(code: AppError["code"], phoneNumbers: string[], sentence: string): AppError {
  const others = phoneNumbers.length - 1;
  const rest = others > 0 ? ` ${others} more ${others === 1 ? "has" : "have"} the same problem.` : "";
  const detail = `The phone number ${phoneNumbers[0]} ${sentence}.${rest}`;
  return new AppError(code, detail, { members: { phone_numbers: phoneNumbers } });
}
