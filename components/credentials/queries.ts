import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { callApi } from "@/lib/api-client/api-client";
import { type Credential, type CredentialKind, credentialKinds } from "./credential-kinds";

export const credentialKeys = {
  list: (kind: CredentialKind, organizationId: string) => ["credentials", kind, organizationId] as const,
};

export const credentialsPageSize = 50;

type CredentialPage = { data: Credential[]; pagination: { limit: number; next_cursor: string | null } };

/** Newest first, paginated. */
export function credentialsQuery(kind: CredentialKind, organizationId: string) {
  const { path, page } = credentialKinds[kind];
  return infiniteQueryOptions({
    queryKey: credentialKeys.list(kind, organizationId),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(credentialsPageSize) });
      if (pageParam !== null) query.set("cursor", pageParam);
      const response: z.ZodType<CredentialPage> = page;
      return callApi(`${path}?${query}`, { organizationId, response, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
  });
}
