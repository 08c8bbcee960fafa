import { queryOptions } from "@tanstack/react-query";
import { AccountRecord } from "@/lib/account/schemas";
import { callApi } from "@/lib/http/api-client";
import { SessionList } from "@/lib/sessions/schemas";

export const accountKeys = {
  account: ["account"] as const,
  sessions: ["account", "sessions"] as const,
};

/** @param organizationId any that the person can enter: every request of a session names one */
export function accountQuery(organizationId: string) {
  return queryOptions({
    queryKey: accountKeys.account,
    queryFn: ({ signal }) => callApi("/admin/account", { organizationId, response: AccountRecord, signal }),
  });
}

export function sessionsQuery(organizationId: string) {
  return queryOptions({
    queryKey: accountKeys.sessions,
    queryFn: ({ signal }) => callApi("/admin/sessions", { organizationId, response: SessionList, signal }),
  });
}
