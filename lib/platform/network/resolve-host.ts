import { Resolver } from "node:dns/promises";

/** Every IP address of a name; none when it does not exist. Throws when DNS does not answer. */
export type ResolveHost = (hostname: string) => Promise<string[]>;

const TIMEOUT_MS = 2_000;
const TRIES = 2;
const DEADLINE_MS = 5_000;

const absent = ["ENOTFOUND", "ENODATA", "EBADNAME"];

/**
 * Asks DNS alone, A and AAAA at once, for five seconds at most. Not getaddrinfo: its few threads would be taken by names
 * whose servers are slow, and with them every other look-up of this process.
 */
export const resolveHost: ResolveHost = async (hostname) => {
  // RFC 6761: loopback, whatever DNS says.
  if (/(^|\.)localhost$/.test(hostname)) return ["127.0.0.1", "::1"];
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  const deadline = setTimeout(() => resolver.cancel(), DEADLINE_MS);
  try {
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = found.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    const failure = found.find((answer) => answer.status === "rejected" && !absent.includes(answer.reason?.code));
    if (addresses.length === 0 && failure?.status === "rejected") throw failure.reason;
    return addresses;
  } finally {
    clearTimeout(deadline);
  }
};
