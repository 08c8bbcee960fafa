import { invalidField } from "@/lib/platform/errors";
import { findHostPort } from "@/lib/platform/network/host-port";
import { checkPublicHost, isLocalName } from "@/lib/platform/network/public-address";
import type { ResolveHost } from "@/lib/platform/network/resolve-host";
import { sipResolver } from "@/lib/platform/network/resolve-sip-host";
import type { OutboundConfig } from "./schemas";

/**
 * Queries DNS, so never call it within a transaction. A name without a public address is only a warning: it may not be
 * set up yet, this server never connects to it, and an error would reveal which names exist in this server's network.
 * Throws `validation_failed` for a private address and for a name that only exists in local networks.
 * @returns warnings for the user who saves the trunk
 */
export async function requirePublicAddress(
  config: Pick<OutboundConfig, "address"> | null,
  resolve: ResolveHost = sipResolver(),
): Promise<string[]> {
  if (!config) return [];
  const { host, port } = findHostPort(config.address) ?? { host: "", port: null };
  const checked = await checkPublicHost(host, port === null ? { resolve } : {});
  if (!("problem" in checked)) return [];
  if (!checked.mayPass || isLocalName(host)) throw invalidField("outbound_config.address", checked.problem);
  return [`${host} is not in public DNS right now. Calls go out through this trunk once it is: check its spelling.`];
}
