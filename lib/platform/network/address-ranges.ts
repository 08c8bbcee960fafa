import ipaddr from "ipaddr.js";

/** Addresses and the length of their common prefix, as in `10.0.0.0/8`. */
export type AddressRange = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Undefined for what is no CIDR. */
export function findAddressRange(text: string): AddressRange | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined;
}

/** Azure's metadata and health service stands among public addresses. */
const azurePlatform = ipaddr.parse("168.63.129.16");

/** What IANA has given to the public internet; every other IPv6 address is special. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** Whether one of the ranges holds the address, however it is written in IPv6. */
export function isWithin(text: string, ranges: readonly AddressRange[]): boolean {
  const address = reachedBy(ipaddr.parse(text));
  return ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}

/**
 * Whether the address is a host of the public internet: not loopback, private, link-local (and with it the clouds'
 * metadata), unique-local, carrier-grade NAT, multicast, unspecified, reserved, nor one of these wrapped into IPv6.
 */
export function isPublicAddress(text: string): boolean {
  const address = reachedBy(ipaddr.parse(text));
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv6
    ? address.match(globalUnicast)
    : address.toString() !== azurePlatform.toString();
}

/** The IPv4 address at the end of a mapped, NAT64 or 6to4 one, else the address itself. */
function reachedBy(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === "ipv4Mapped" || range === "rfc6052") return ipaddr.fromByteArray(bytes.slice(12));
  if (range === "6to4") return ipaddr.fromByteArray(bytes.slice(2, 6));
  return address;
}
