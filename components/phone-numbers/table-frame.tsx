import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** Shared by the columns and their cells. A small screen has two columns. */
export const columnWidths: Record<string, string> = {
  phone_number: "md:w-[23%]",
  inbound_agent: "w-[18.5%] max-md:hidden",
  outbound_agent: "w-[21.5%] max-md:hidden",
  outbound_shareable: "w-[120px] md:w-[13%]",
  created_at: "w-[12%] max-md:hidden",
  updated_at: "w-[12%] max-md:hidden",
};
export const columnIds = Object.keys(columnWidths);
export const cellClasses = "border-b px-4 max-md:last-of-type:pl-0 md:px-3 lg:px-4";
export const rowClasses = "h-16 md:h-13";

type TableFrameProps = {
  header: ReactNode;
  children: ReactNode;
  below?: ReactNode;
  rowCount?: number;
  busy?: boolean;
};

/** Shared by the numbers and their skeleton, so that nothing moves between them. */
export function TableFrame({ header, children, below, rowCount, busy = false }: TableFrameProps) {
  return (
    <div className="overflow-clip rounded-card border bg-surface">
      <table
        aria-label="Phone numbers"
        aria-rowcount={rowCount}
        aria-busy={busy}
        className={classNames(
          "-mb-px w-full table-fixed border-separate border-spacing-0 text-left transition-opacity",
          busy && "opacity-60 delay-150",
        )}
      >
        <colgroup>
          {columnIds.map((id) => (
            <col key={id} className={columnWidths[id]} />
          ))}
        </colgroup>
        <thead className="max-md:sr-only">
          <tr>{header}</tr>
        </thead>
        {children}
      </table>
      {below}
    </div>
  );
}

export function HeaderCell({ id, children }: { id: string; children: ReactNode }) {
  return (
    <th
      scope="col"
      className={classNames(
        "sticky top-0 z-10 h-10 whitespace-nowrap border-b bg-surface px-3 font-medium text-muted-foreground text-xs lg:px-4",
        columnWidths[id],
      )}
    >
      {children}
    </th>
  );
}
