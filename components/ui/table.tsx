import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { Skeleton } from "./skeleton";

export type TableColumn = {
  id: string;
  header: ReactNode;
  /** Width and, for columns that a small screen hides, `max-md:hidden`. Cells take the same classes. */
  className?: string;
};

type TableProps = { label: string; columns: readonly TableColumn[]; busy?: boolean; children: ReactNode };

/** Rows have one height; `children` are `TableRow`s. Fixed widths keep columns from jumping. */
export function Table({ label, columns, busy = false, children }: TableProps) {
  return (
    <div className="overflow-clip rounded-card border bg-surface">
      <table
        aria-label={label}
        aria-busy={busy}
        className={classNames(
          "-mb-px w-full table-fixed border-separate border-spacing-0 text-left transition-opacity",
          busy && "opacity-60 delay-150",
        )}
      >
        <thead>
          <tr>
            {columns.map(({ id, header, className }) => (
              <th
                key={id}
                scope="col"
                className={classNames(
                  "sticky top-0 z-10 h-10 whitespace-nowrap border-b bg-surface px-3 font-medium text-muted-foreground text-xs lg:px-4",
                  className,
                )}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr className={classNames("group/row h-16 transition-colors hover:bg-muted/60 md:h-13", className)} {...props} />
  );
}

/** @param className the column's, so that both hide together */
export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td className={classNames("border-b px-3 lg:px-4", className)} {...props} />;
}

type TableSkeletonProps = { label: string; columns: readonly TableColumn[]; rows?: number };

/** Keeps the table's height while its rows load. */
export function TableSkeleton({ label, columns, rows = 5 }: TableSkeletonProps) {
  return (
    <Table label={label} columns={columns} busy>
      {Array.from({ length: rows }, (_, index) => `skeleton-${index}`).map((key) => (
        <TableRow key={key}>
          {columns.map(({ id, className }) => (
            <TableCell key={id} className={className}>
              <Skeleton className="w-24 max-w-full" />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </Table>
  );
}
