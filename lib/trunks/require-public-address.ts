import { invalidField } from "@/lib/errors";
import { findHostPort } from "@/lib/network/host-port";
import { checkPublicHost } from "@/lib/network/public-address";
import type { OutboundConfig } from "./schemas";

/** Asks DNS, so never within a transaction. Throws `validation_failed` for a trunk that leads to a private address. */
export async function requirePublicAddress(config: Pick<OutboundConfig, "address"> | null): Promise<void> {
  if (!config) return;
  const checked = await checkPublicHost(findHostPort(config.address)?.host ?? "");
  if ("problem" in checked) throw invalidField("outbound_config.address", checked.problem);
}
