import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { AccountRecord } from "@/lib/identity/account/schemas";
import { SessionList } from "@/lib/identity/sessions/schemas";

export const accountKeys = {
  account: ["account"] as const,
  sessions: ["account", "sessions"] as const,
};

/** @param organizationId any organization of the user: every session request names one */
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
