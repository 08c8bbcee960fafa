import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import { cellClasses, columnIds, columnWidths, rowClasses } from "./table-frame";

/** Matches the height of real rows. */
export function SkeletonRows({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => `skeleton-${index}`).map((key) => (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr key={key} aria-hidden="true" className={rowClasses}>
      {columnIds.map((id) => (
        <td key={id} className={classNames(cellClasses, columnWidths[id])}>
          <Skeleton className={bars[id]} />
          {id === "phone_number" && <Skeleton className="mt-2 h-2.5 w-20" />}
        </td>
      ))}
    </tr>
  ));
}

const bars: Record<string, string> = {
  phone_number: "w-30",
  inbound_agent: "w-24",
  outbound_agent: "w-24",
  outbound_shareable: "h-5 w-[34px] rounded-full max-md:ml-auto",
  created_at: "w-14",
  updated_at: "w-14",
};
