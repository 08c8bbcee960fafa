import { describe, expect, it } from "vitest";
import { checkPublicHost } from "./public-address";
import { sipResolver } from "./resolve-sip-host";

type Zone = {
  naptr?: Record<string, [flags: string, service: string, replacement: string][]>;
  srv?: Record<string, string[]>;
  addresses?: Record<string, string[]>;
  silent?: string[];
};

function check(domain: string, { naptr = {}, srv = {}, addresses = {}, silent = [] }: Zone) {
  const answer = <T>(name: string, found: T[] = []) =>
    silent.includes(name) ? Promise.reject(new Error("timeout")) : Promise.resolve(found);
  const resolve = sipResolver({
    naptr: (name) =>
      answer(
        name,
        naptr[name]?.map(([flags, service, replacement]) => ({ flags, service, replacement })),
      ),
    srv: (name) =>
      answer(
        name,
        srv[name]?.map((target) => ({ name: target })),
      ),
    addresses: (name) => answer(name, addresses[name]),
  });
  return checkPublicHost(domain, { resolve, allowed: [] });
}

const addressesOf = async (...given: Parameters<typeof check>) => {
  const checked = await check(...given);
  return "addresses" in checked ? checked.addresses.map(({ address }) => address) : checked.problem;
};
const refused = "example.com was not found in public DNS. Check the spelling, or use a public host.";
const outside = { "out.example.net": ["54.172.60.0"] };

describe("a SIP domain without a port", () => {
  it.each(["_sips._tcp", "_sip._tls", "_sip._tcp", "_sip._udp"])("may have %s records alone", async (service) => {
    const zone = { srv: { [`${service}.example.com`]: ["out.example.net"] }, addresses: outside };
    expect(await addressesOf("example.com", zone)).toEqual(["54.172.60.0"]);
  });

  it("may have NAPTR records that lead to servers of any name", async () => {
    const naptr = { "example.com": [["s", "SIP+D2U", "_sip._udp.cloud.example.net"]] } satisfies Zone["naptr"];
    const srv = { "_sip._udp.cloud.example.net": ["Out.example.net."] };
    expect(await addressesOf("example.com", { naptr, srv, addresses: outside })).toEqual(["54.172.60.0"]);
    const direct = { "example.com": [["A", "SIPS+D2T", "out.example.net"]] } satisfies Zone["naptr"];
    expect(await addressesOf("example.com", { naptr: direct, addresses: outside })).toEqual(["54.172.60.0"]);
  });

  it.each<[string, Zone]>([
    ["an SRV target", { srv: { "_sip._udp.example.com": ["in.example.net"] } }],
    ["one SRV target of two", { srv: { "_sip._tcp.example.com": ["out.example.net", "in.example.net"] } }],
    ["an address for an SRV target", { srv: { "_sip._udp.example.com": ["169.254.169.254"] } }],
    ["an SRV target called localhost", { srv: { "_sip._udp.example.com": ["localhost"] } }],
    ["a NAPTR record's server", { naptr: { "example.com": [["s", "SIP+D2U", "_sip._udp.in.example.net"]] } }],
    ["a NAPTR record's host", { naptr: { "example.com": [["a", "SIP+D2T", "in.example.net"]] } }],
  ])("is refused for a private address behind %s, also when its own is public", async (_what, zone) => {
    const addresses = {
      ...outside,
      "example.com": ["54.172.60.1"],
      "in.example.net": ["10.0.0.7"],
      localhost: ["127.0.0.1"],
    };
    const srv = { "_sip._udp.in.example.net": ["in.example.net"], ...zone.srv };
    expect(await addressesOf("example.com", { ...zone, srv, addresses })).toBe(refused);
  });

  it("falls back to its own addresses", async () => {
    const addresses = { "example.com": ["54.172.60.1"] };
    expect(await addressesOf("example.com", { addresses })).toEqual(["54.172.60.1"]);
    expect(await addressesOf("example.com", { addresses, srv: { "_sip._udp.example.com": ["."] } })).toEqual([
      "54.172.60.1",
    ]);
  });

  it("is not found without any of them, and not judged when DNS is silent", async () => {
    expect(await addressesOf("example.com", {})).toBe(refused);
    const silence = "DNS isn't responding for example.com right now. Try again in a moment.";
    expect(await addressesOf("example.com", { silent: ["_sip._udp.example.com"] })).toBe(silence);
    const many = Array.from({ length: 30 }, (_, index) => `s${index}.example.net`);
    expect(await addressesOf("example.com", { srv: { "_sip._udp.example.com": many } })).toBe(silence);
  });
});
