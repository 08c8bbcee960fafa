import { env } from "@/lib/platform/env";

/** What the button for the organization's own provider says; undefined when there is none. */
export function oidcName(): string | undefined {
  return env().OIDC_ISSUER ? env().OIDC_NAME : undefined;
}
