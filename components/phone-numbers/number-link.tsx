"use client";

import type { MouseEvent } from "react";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { useOpenNumber } from "./open-number";
import { PhoneNumber } from "./phone-number";
import { numberHref } from "./use-number-url";

/** Makes the row reachable by keyboard and screen reader. Its focus ring surrounds the whole row. */
export function NumberLink({ record }: { record: PhoneNumberRecord }) {
  const open = useOpenNumber();
  const openHere = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(record.phone_number);
  };
  return (
    <a
      href={numberHref(record.phone_number)}
      data-number-link={record.phone_number}
      aria-haspopup="dialog"
      onClick={openHere}
      className="rounded-[4px] focus-visible:outline-none"
    >
      <PhoneNumber value={record.phone_number} />
    </a>
  );
}
