"use client";

import { FlexRender, type Row } from "@tanstack/react-table";
import { classNames } from "@/components/ui/class-names";
import type { PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { useArrivals } from "./arrivals";
import type { features } from "./columns";
import { cellClasses, columnWidths, rowClasses } from "./table-frame";

type NumberRowProps = { row: Row<typeof features, PhoneNumberRecord>; position: number };

/** A number that came just now is lit, then settles. */
export function NumberRow({ row, position }: NumberRowProps) {
  const light = useArrivals().lights.get(row.id);
  return (
    <tr
      aria-rowindex={position + 2}
      data-arrival={light}
      className={classNames(
        "group/row transition-colors",
        rowClasses,
        light === undefined && "hover:bg-muted/60",
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
