import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { ImportPage, ImportRecord } from "@/lib/numbers/import/schemas";

export const importKeys = {
  list: (organizationId: string) => ["imports", organizationId, "list"] as const,
  detail: (organizationId: string, importId: string) => ["imports", organizationId, importId] as const,
};

const POLL_MS = 1_000;
const RECENT = 5;

/** Polls until the import ends. */
export function importQuery(organizationId: string, importId: string) {
  return queryOptions({
    queryKey: importKeys.detail(organizationId, importId),
    queryFn: ({ signal }) =>
      callApi(`/core/imports/${encodeURIComponent(importId)}`, { organizationId, response: ImportRecord, signal }),
    refetchInterval: ({ state }) => (state.data?.finished_at === null ? POLL_MS : false),
  });
}

/** The most recent ones, newest first. */
export function recentImportsQuery(organizationId: string) {
  return queryOptions({
    queryKey: importKeys.list(organizationId),
    queryFn: ({ signal }) => callApi(`/core/imports?limit=${RECENT}`, { organizationId, response: ImportPage, signal }),
  });
}
