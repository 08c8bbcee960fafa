import { env } from "@/lib/platform/env";
import { isPublicAddress, isWithin } from "@/lib/platform/network/address-ranges";
import { checkPublicHost, type HostAddress } from "@/lib/platform/network/public-address";

type CheckedUrl = { url: URL; addresses: [HostAddress, ...HostAddress[]]; isPublic: boolean } | { problem: string };

/**
 * Runs when the URL is saved and before every attempt, which connects only to the returned addresses. Plain http is
 * only for hosts in ALLOWED_PRIVATE_ADDRESSES, whose traffic stays in the operator's network. A private host may run
 * other services, so it is reachable only on ALLOWED_PRIVATE_PORTS.
 */
export async function checkEndpointUrl(text: string): Promise<CheckedUrl> {
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol)) return { problem: "This is not an https URL." };
  const checked = await checkPublicHost(url.hostname);
  if ("problem" in checked) return checked;
  const isOperators = checked.addresses.every(({ address }) => isWithin(address, env().ALLOWED_PRIVATE_ADDRESSES));
  if (url.protocol === "http:" && !isOperators) return { problem: "Use HTTPS." };
  const isPublic = checked.addresses.every(({ address }) => isPublicAddress(address));
  if (!isPublic && !mayUsePort(url)) return { problem: "Webhooks may not use this port of a private address." };
  return { url, addresses: checked.addresses, isPublic };
}

function mayUsePort({ port, protocol }: URL): boolean {
  const used = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
  return env().ALLOWED_PRIVATE_PORTS.some(([first, last]) => used >= first && used <= last);
}
