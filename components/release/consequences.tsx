import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** What happens now, until when it can be undone, and what happens then. */
export function Consequences({ record, undoDays }: { record: PhoneNumberRecord; undoDays: number }) {
  if (record.managed_account_id === null) {
    return (
      <p>
        It is unregistered at once: its agents and its row leave your directory, and this cannot be undone. The number
        itself stays on your own trunk, and you can register it here again.
      </p>
    );
  }
  return (
    <ul className="mt-2 list-disc space-y-1.5 pl-4 marker:text-border-strong">
      <li>It stops answering and calling at once.</li>
      <li>
        <UndoWindow days={undoDays} />
      </li>
      <li>
        Then it goes back to the carrier for good. Twilio keeps a released number for 10 days, and it can be had back in
        the Twilio Console only; after that anybody may buy it.
      </li>
    </ul>
  );
}

function UndoWindow({ days }: { days: number }) {
  if (days === 0) return "It cannot be undone: this installation has no undo window.";
  const time = `${days} ${days === 1 ? "day" : "days"}`;
  return `For ${time} you can undo this here, and its agents come back. You keep paying for it until then.`;
}
