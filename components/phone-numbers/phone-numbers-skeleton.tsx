import { Skeleton } from "@/components/ui/skeleton";
import { DirectorySkeleton } from "./directory-skeleton";

export function PhoneNumbersSkeleton() {
  return (
    <>
      <div className="mb-5 min-h-[52px]">
        <h1 className="font-semibold text-title">Phone Numbers</h1>
        <Skeleton className="mt-2.5 w-52" />
      </div>
      <div className="mb-3 flex flex-wrap gap-2">
        <Skeleton className="h-9 w-full rounded-control md:w-[280px]" />
        <Skeleton className="h-9 w-[150px] rounded-control max-md:flex-1" />
        <Skeleton className="h-9 w-[105px] rounded-control" />
      </div>
      <DirectorySkeleton />
    </>
  );
}
