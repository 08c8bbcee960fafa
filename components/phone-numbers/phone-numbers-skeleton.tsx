import { Skeleton } from "@/components/ui/skeleton";
import { DirectorySkeleton } from "./directory-skeleton";

/** The page at its final size. */
export function PhoneNumbersSkeleton() {
  return (
    <>
      <div className="mb-5 min-h-[52px]">
        <h1 className="font-semibold text-title">Phone Numbers</h1>
        <Skeleton className="mt-2.5 w-52" />
      </div>
      <Skeleton className="mb-3 h-9 w-full rounded-control md:w-[280px]" />
      <DirectorySkeleton />
    </>
  );
}
