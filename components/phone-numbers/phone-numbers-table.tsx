"use client";

import { useTable } from "@tanstack/react-table";
import { useMemo, useRef } from "react";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { columns, features } from "./columns";
import { MoreFailed } from "./more-failed";
import { NumberRow } from "./number-row";
import { OpenNumber } from "./open-number";
import { SkeletonRows } from "./skeleton-rows";
import { HeaderCell, TableFrame } from "./table-frame";
import { type MoreNumbers, useLoadMore } from "./use-load-more";
import { useNumberUrl } from "./use-number-url";
import { useVirtualRows } from "./use-virtual-rows";

type PhoneNumbersTableProps = { records: PhoneNumberRecord[]; total?: number; busy: boolean; more: MoreNumbers };

const COMING = 6;

export function PhoneNumbersTable({ records, total, busy, more }: PhoneNumbersTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const coming = more.available && !more.failed ? COMING : 0;
  const { first, last, before, after } = useVirtualRows(body, records.length + coming);
  useLoadMore(more, last >= records.length - 25);

  // The table only receives the visible rows, so 100,000 loaded rows cost no more than forty.
  const onScreen = useMemo(() => records.slice(first, last + 1), [records, first, last]);
  const table = useTable({ features, columns, data: onScreen, getRowId: ({ id }) => id });
  const comingOnScreen = Math.max(0, last + 1 - Math.max(first, records.length));

  const { open } = useNumberUrl();

  return (
    <OpenNumber value={open}>
      <TableFrame
        busy={busy}
        below={more.failed && <MoreFailed onRetry={more.load} />}
        rowCount={total === undefined ? -1 : total + 1}
        header={table.getFlatHeaders().map((header) => (
          <HeaderCell key={header.id} id={header.id}>
            <table.FlexRender header={header} />
          </HeaderCell>
        ))}
      >
        <tbody ref={body}>
          <Room height={before} />
          {table.getRowModel().rows.map((row) => (
            <NumberRow key={row.id} row={row} position={first + row.index} />
          ))}
          <SkeletonRows count={comingOnScreen} />
          <Room height={after} />
        </tbody>
      </TableFrame>
    </OpenNumber>
  );
}

/** Takes up the height of rows that are not rendered. */
function Room({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td style={{ height }} className="p-0" />
    </tr>
  );
}
