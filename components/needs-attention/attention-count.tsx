"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { findingsQuery } from "./queries";

/** Hidden at zero. Once the page has been opened, its data is newer than `count`. */
export function AttentionCount({ count }: { count: number }) {
  const { id } = useOrganization();
  const { data } = useInfiniteQuery({ ...findingsQuery(id), enabled: false });
  const loaded = data?.pages.reduce((sum, page) => sum + page.data.length, 0);
  const more = data?.pages.at(-1)?.pagination.next_cursor ? "+" : "";
  const shown = loaded === undefined ? String(count) : `${loaded}${more}`;
  if (shown === "0") return null;
  return (
    <span className="ml-auto text-muted-foreground text-xs tabular-nums">
      {shown}
      <span className="sr-only"> open</span>
    </span>
  );
}
