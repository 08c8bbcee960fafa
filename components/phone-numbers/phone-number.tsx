import { classNames } from "@/components/ui/class-names";

/** Keeps E.164 as the text and groups the digits visually. */
export function PhoneNumber({ value, className }: { value: string; className?: string }) {
  return (
    <span className={classNames("phone-number", className)} translate="no">
      {groupsOf(value).map((group) => (
        <span key={group.start}>{group.digits}</span>
      ))}
    </span>
  );
}

// Only the North American plan has groups of fixed length.
function groupsOf(value: string) {
  const cuts = /^\+1\d{10}$/.test(value) ? [0, 2, 5, 8] : [0];
  return cuts.map((start, index) => ({ start, digits: value.slice(start, cuts[index + 1]) }));
}
