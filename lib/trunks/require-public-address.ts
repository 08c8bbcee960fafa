import { invalidField } from "@/lib/errors";
import { findHostPort } from "@/lib/network/host-port";
import { checkPublicHost } from "@/lib/network/public-address";
import type { ResolveHost } from "@/lib/network/resolve-host";
import { sipResolver } from "@/lib/network/resolve-sip-host";
import type { OutboundConfig } from "./schemas";

/**
 * Asks DNS, so never within a transaction. A name that DNS does not know right now is a warning: it may be about to be
 * set up. Throws `validation_failed` for a trunk that leads to a private address.
 * @returns sentences for whoever saves the trunk
 */
export async function requirePublicAddress(
  config: Pick<OutboundConfig, "address"> | null,
  resolve: ResolveHost = sipResolver(),
): Promise<string[]> {
  if (!config) return [];
  const { host, port } = findHostPort(config.address) ?? { host: "", port: null };
  const checked = await checkPublicHost(host, port === null ? { resolve } : {});
  if (!("problem" in checked)) return [];
  if (!checked.isUnknown) throw invalidField("outbound_config.address", checked.problem);
  return [`DNS does not know ${host} right now. Calls go out through this trunk once it does: check its spelling.`];
}
