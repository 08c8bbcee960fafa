"use client";

import { FlexRender, type Row } from "@tanstack/react-table";
import { classNames } from "@/components/ui/class-names";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { useArrivals } from "./arrivals";
import type { features } from "./columns";
import { meansTheRow, useOpenNumber } from "./open-number";
import { useSelection } from "./selection";
import { cellClasses, columnWidths, rowClasses } from "./table-frame";

type NumberRowProps = { row: Row<typeof features, PhoneNumberRecord>; position: number };

/** Highlights a new number until it settles, and dims one that is out of service. */
export function NumberRow({ row, position }: NumberRowProps) {
  const light = useArrivals().lights.get(row.id);
  const open = useOpenNumber();
  const selected = useSelection().isSelected(row.id);
  const record = row.original;
  return (
    <tr
      aria-rowindex={position + 2}
      data-arrival={light}
      data-selected={selected || undefined}
      onClick={(event) => meansTheRow(event) && open(record.phone_number)}
      className={classNames(
        "group/row cursor-pointer transition-colors has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:-outline-offset-2",
        rowClasses,
        record.status !== "active" && "text-muted-foreground",
        light === undefined && (selected ? "bg-accent-soft/60" : "hover:bg-muted/60"),
        light === "held" && "bg-accent-soft",
        light === "settling" && "motion-safe:animate-settle motion-reduce:bg-accent-soft",
      )}
    >
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={classNames(cellClasses, columnWidths[cell.column.id])}>
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
}
