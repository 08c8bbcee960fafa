import ipaddr from "ipaddr.js";

export type AddressRange = [ipaddr.IPv4 | ipaddr.IPv6, number];

export function findAddressRange(text: string): AddressRange | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined;
}

/** Azure's metadata and health service, which has a public address. */
const azurePlatform = ipaddr.parse("168.63.129.16");

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

export function isWithin(text: string, ranges: readonly AddressRange[]): boolean {
  const address = reachedBy(ipaddr.parse(text));
  return ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}

/**
 * Not loopback, private, link-local (which includes cloud metadata), unique-local, carrier-grade NAT, multicast,
 * unspecified or reserved, nor any of these embedded in IPv6.
 */
export function isPublicAddress(text: string): boolean {
  const address = reachedBy(ipaddr.parse(text));
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv6
    ? address.match(globalUnicast)
    : address.toString() !== azurePlatform.toString();
}

function reachedBy(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === "ipv4Mapped" || range === "rfc6052") return ipaddr.fromByteArray(bytes.slice(12));
  if (range === "6to4") return ipaddr.fromByteArray(bytes.slice(2, 6));
  return address;
}
