export type HostPort = { host: string; port: number | null };

/** Parses `host[:port]` without scheme, user or path; IPv6 needs brackets. Undefined for anything else. */
export function findHostPort(text: string): HostPort | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]\\%]+)(?::(\d{1,5}))?$/i.exec(text);
  const host = match?.[1];
  if (!host || !isHost(host)) return undefined;
  if (match[2] === undefined) return { host, port: null };
  const port = Number(match[2]);
  return port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

export function canonicalHostPort(text: string): string | undefined {
  const found = findHostPort(text);
  const host = found && canonicalHost(found.host);
  return host && (found.port === null ? host : `${host}:${found.port}`);
}

export function canonicalHost(host: string): string | undefined {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
}

/** A DNS name or a canonical address: programs disagree on notations such as `0177.0.0.1`. */
function isHost(host: string): boolean {
  const canonical = canonicalHost(host);
  if (canonical === undefined || canonical.length > 253) return false;
  if (canonical.startsWith("[")) return true;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(canonical)) return canonical === host;
  return canonical.split(".").every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
}
