import { invalidField } from "@/lib/errors";
import { findHostPort } from "@/lib/network/host-port";
import { checkPublicHost } from "@/lib/network/public-address";
import { sipResolver } from "@/lib/network/resolve-sip-host";
import type { OutboundConfig } from "./schemas";

/** Asks DNS, so never within a transaction. Throws `validation_failed` for a trunk that leads to a private address. */
export async function requirePublicAddress(config: Pick<OutboundConfig, "address"> | null): Promise<void> {
  if (!config) return;
  const { host, port } = findHostPort(config.address) ?? { host: "", port: null };
  const checked = await checkPublicHost(host, port === null ? { resolve: sipResolver() } : {});
  if ("problem" in checked) throw invalidField("outbound_config.address", checked.problem);
}
