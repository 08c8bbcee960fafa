"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { TimeAgo } from "@/components/ui/time-ago";
import { findingsQuery } from "./queries";

export function LastCompared() {
  const { id } = useOrganization();
  const { data } = useInfiniteQuery(findingsQuery(id));
  const comparedAt = data?.pages[0]?.compared_at;
  if (data === undefined) return null;
  if (!comparedAt) return <>Not checked yet.</>;
  return (
    <>
      Last checked <TimeAgo iso={comparedAt} />.
    </>
  );
}
