import { DialogBody } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { sides } from "./sides";

export function FormSkeleton() {
  return (
    <DialogBody aria-busy="true">
      <span role="status" className="sr-only">
        Loading the number
      </span>
      {sides.map((side) => (
        <div key={side}>
          <Skeleton className="my-1 w-28" />
          <Skeleton className="mt-2.5 h-9 w-full rounded-control" />
        </div>
      ))}
      <Skeleton className="h-[58px] w-full rounded-card" />
    </DialogBody>
  );
}
