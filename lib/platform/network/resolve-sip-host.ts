import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { type ResolveHost, resolveHost } from "./resolve-host";

/** The DNS queries of RFC 3263. Each returns an empty list when there is no record, and throws without an answer. */
export type SipDns = {
  naptr: (name: string) => Promise<{ flags: string; service: string; replacement: string }[]>;
  srv: (name: string) => Promise<{ name: string }[]>;
  addresses: ResolveHost;
};

const services = ["_sips._tcp", "_sip._tls", "_sip._tcp", "_sip._udp"];

const MAX_NAMES = 20;

/**
 * All addresses that a call to a SIP domain without a port may reach: the targets of its SRV and NAPTR records, and its
 * own addresses as the fallback (RFC 3263, section 4). Throws when DNS does not answer and nothing was found, or when a
 * domain has more than 20 targets.
 */
export function sipResolver(dns: SipDns = systemDns): ResolveHost {
  return async (domain) => {
    const failures: unknown[] = [];
    const found = <T>(answer: Promise<T[]>) =>
      answer.catch((error: unknown): T[] => {
        failures.push(error);
        return [];
      });
    const pointers = (await found(dns.naptr(domain))).filter(({ service }) => /^sips?\+d2/i.test(service));
    const next = (flag: string) => pointers.filter(({ flags }) => flags.toLowerCase() === flag);
    const srvNames = [...services.map((service) => `${service}.${domain}`), ...next("s").map((one) => one.replacement)];
    const targets = await Promise.all(bounded(srvNames).map((name) => found(dns.srv(name))));
    const names = [domain, ...next("a").map((one) => one.replacement), ...targets.flat().map(({ name }) => name)];
    const addresses = await Promise.all(
      bounded(names).map((name) => (isIP(name) ? [name] : found(dns.addresses(name)))),
    );
    if (addresses.flat().length === 0 && failures.length > 0) throw failures[0];
    return [...new Set(addresses.flat())];
  };
}

function bounded(names: string[]): string[] {
  const plain = new Set(names.map((name) => name.toLowerCase().replace(/\.$/, "")).filter(Boolean));
  if (plain.size > MAX_NAMES) throw new Error("The domain names too many SIP servers.");
  return [...plain];
}

const DEADLINE_MS = 2_500;

const systemDns: SipDns = {
  naptr: (name) => ask((resolver) => resolver.resolveNaptr(name)),
  srv: (name) => ask((resolver) => resolver.resolveSrv(name)),
  addresses: resolveHost,
};

async function ask<T>(question: (resolver: Resolver) => Promise<T[]>): Promise<T[]> {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  const deadline = setTimeout(() => resolver.cancel(), DEADLINE_MS);
  try {
    return await question(resolver);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTFOUND" || code === "ENODATA" || code === "EBADNAME") return [];
    throw error;
  } finally {
    clearTimeout(deadline);
  }
}
