import { isIP, type LookupFunction } from "node:net";
import { env } from "@/lib/platform/env";
import { type AddressRange, isPublicAddress, isWithin } from "./address-ranges";
import { canonicalHost } from "./host-port";
import { type ResolveHost, resolveHost } from "./resolve-host";

export type HostAddress = { address: string; family: 4 | 6 };

/** `problem` is a sentence for the person who entered the host. It never reveals the resolved addresses. */
export type CheckedHost = { addresses: [HostAddress, ...HostAddress[]] } | Refused;

/** `mayPass`: the host is a name, so a later DNS lookup may give another result. */
type Refused = { problem: string; mayPass?: true };

type Means = { resolve?: ResolveHost; allowed?: readonly AddressRange[] };

/**
 * Whether this server may connect to a host that a customer entered: all its addresses must be public or within
 * ALLOWED_PRIVATE_ADDRESSES. A name may resolve differently later, so use `lookupOf` and check before every connection.
 * @param host a name or an address without port, such as `hostname` of a URL
 */
export async function checkPublicHost(host: string, means: Means = {}): Promise<CheckedHost> {
  const { resolve = resolveHost, allowed = env().ALLOWED_PRIVATE_ADDRESSES } = means;
  const name = canonicalHost(host)?.replace(/\.$/, "");
  if (!name) return { problem: "This is not a host name or an IP address." };
  const literal = name.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal)) return judge([literal], allowed, privateAddress);
  let found: string[];
  try {
    found = await resolve(name);
  } catch {
    return { problem: `DNS isn't responding for ${name} right now. Try again in a moment.`, mayPass: true };
  }
  // One message for both cases, so that it reveals no names of the server's internal network.
  const problem = `${name} was not found in public DNS. Check the spelling, or use a public host.`;
  return judge(found, allowed, { problem, mayPass: true });
}

/** Names that public DNS never has: single labels and names reserved for local use (RFC 6761, 6762, 8375). */
export const isLocalName = (host: string): boolean =>
  !host.includes(".") || /(^|\.)(localhost|local|internal|home\.arpa)$/.test(host);

const privateAddress = { problem: "This address is private. Use a public one." };

function judge(found: string[], allowed: readonly AddressRange[], refusal: Refused): CheckedHost {
  const [first, ...others] = found.map((address): HostAddress => ({ address, family: isIP(address) === 6 ? 6 : 4 }));
  if (!first) return refusal;
  const mayReach = ({ address }: HostAddress) => isPublicAddress(address) || isWithin(address, allowed);
  return [first, ...others].every(mayReach) ? { addresses: [first, ...others] } : refusal;
}

export function lookupOf(addresses: readonly [HostAddress, ...HostAddress[]]): LookupFunction {
  return (_hostname, { all, family }, answer) => {
    const fitting = addresses.filter((one) => !family || one.family === Number(String(family).replace("IPv", "")));
    const [first] = fitting;
    if (!first) {
      const error = Object.assign(new Error("the host has no address of this family"), { code: "ENOTFOUND" });
      return answer(error, "");
    }
    if (all) return answer(null, [...fitting]);
    answer(null, first.address, first.family);
  };
}
