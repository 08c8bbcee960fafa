import { Skeleton } from "@/components/ui/skeleton";
import { rowClasses } from "./number-for-sale-row";

const rows = ["1", "2", "3", "4", "5", "6", "7"];

export function NumberForSaleSkeletons() {
  return rows.map((row) => (
    <div key={row} aria-hidden="true" className={rowClasses}>
      <div className="flex-1">
        <Skeleton className="w-30" />
        <Skeleton className="mt-2 h-2.5 w-44 max-w-full" />
      </div>
      <Skeleton className="w-11" />
      <Skeleton className="h-[30px] w-28 rounded-[7px]" />
    </div>
  ));
}
