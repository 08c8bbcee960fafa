import { env } from "@/lib/platform/env";

/** Returns the label of the provider's sign-in button; undefined without a provider. */
export function oidcName(): string | undefined {
  return env().OIDC_ISSUER ? env().OIDC_NAME : undefined;
}
