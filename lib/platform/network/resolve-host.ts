import { Resolver } from "node:dns/promises";

/** All IP addresses of a name; empty when it does not exist. Throws when DNS does not answer. */
export type ResolveHost = (hostname: string) => Promise<string[]>;

const TIMEOUT_MS = 2_000;
const TRIES = 2;
const DEADLINE_MS = 5_000;

const absent = ["ENOTFOUND", "ENODATA", "EBADNAME"];

/** Takes at most five seconds. Avoids getaddrinfo, whose few threads slow name servers would block for everyone. */
export const resolveHost: ResolveHost = async (hostname) => {
  // RFC 6761: always loopback, whatever DNS says.
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
