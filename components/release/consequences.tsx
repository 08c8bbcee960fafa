import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

export function Consequences({ record, undoDays }: { record: PhoneNumberRecord; undoDays: number }) {
  if (record.managed_account_id === null) {
    return (
      <p>
        This removes the number and its agent assignments from Trunkline. It keeps working with your provider, and you
        can import it again.
      </p>
    );
  }
  return (
    <ul className="mt-2 list-disc space-y-1.5 pl-4 marker:text-border-strong">
      <li>It stops taking and making calls immediately.</li>
      <li>
        <UndoWindow days={undoDays} />
      </li>
      <li>
        After that it’s released for good. Twilio holds it for another 10 days, recoverable only in the Twilio Console;
        then anyone can buy it.
      </li>
    </ul>
  );
}

function UndoWindow({ days }: { days: number }) {
  if (days === 0) return "This can't be undone.";
  const time = `${days} ${days === 1 ? "day" : "days"}`;
  return `You can undo this for ${time}, and its agents come back. You pay for the number until then.`;
}
