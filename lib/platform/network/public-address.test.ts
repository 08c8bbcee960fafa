import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { type AddressRange, findAddressRange } from "./address-ranges";
import { checkPublicHost, lookupOf } from "./public-address";

const names: Record<string, string[]> = {
  "sip.example.com": ["54.172.60.0", "2606:4700::1111"],
  "mixed.example.com": ["54.172.60.0", "10.0.0.7"],
  "inside.example.com": ["10.20.30.40"],
  "inside6.example.com": ["fd12::7"],
  "xn--bcher-kva.example": ["54.172.60.0"],
};

const resolve = async (name: string) => {
  if (name === "slow.example.com") throw new Error("timeout");
  return names[name] ?? [];
};

const check = (host: string, ...ranges: string[]) =>
  checkPublicHost(host, { resolve, allowed: ranges.map((text): AddressRange => findAddressRange(text) ?? none(text)) });

function none(text: string): never {
  throw new Error(`${text} is no range`);
}

describe("a host that a customer names", () => {
  it("may be a public address or a name that has only such", async () => {
    expect(await check("54.172.60.0")).toEqual({ addresses: [{ address: "54.172.60.0", family: 4 }] });
    expect(await check("[2606:4700::1111]")).toEqual({ addresses: [{ address: "2606:4700::1111", family: 6 }] });
    expect(await check("SIP.example.com.")).toEqual({
      addresses: [
        { address: "54.172.60.0", family: 4 },
        { address: "2606:4700::1111", family: 6 },
      ],
    });
    expect(await check("Bücher.example")).toHaveProperty("addresses");
  });

  it.each([
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.0.9"],
    ["loopback", "[::1]"],
    ["private", "10.1.2.3"],
    ["private", "172.31.255.255"],
    ["private", "192.168.0.1"],
    ["link-local, with the metadata of most clouds", "169.254.169.254"],
    ["link-local", "[fe80::1]"],
    ["unique-local, with Amazon's metadata", "[fd00:ec2::254]"],
    ["site-local", "[fec0::1]"],
    ["carrier-grade NAT, with Alibaba's metadata", "100.100.100.200"],
    ["Oracle's metadata", "192.0.0.192"],
    ["Azure's platform", "168.63.129.16"],
    ["multicast", "224.0.0.1"],
    ["multicast", "[ff02::1]"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "0.0.0.0"],
    ["unspecified", "[::]"],
    ["this network", "0.1.2.3"],
    ["benchmarking", "198.18.0.1"],
    ["reserved", "240.0.0.1"],
    ["documentation", "[2001:db8::1]"],
    ["IPv4-mapped loopback", "[::ffff:127.0.0.1]"],
    ["IPv4-mapped private in hexadecimal", "[::ffff:a00:7]"],
    ["IPv4-compatible loopback", "[::127.0.0.1]"],
    ["IPv4-translated loopback", "[::ffff:0:127.0.0.1]"],
    ["NAT64 of a private address", "[64:ff9b::10.0.0.7]"],
    ["6to4 of loopback", "[2002:7f00:1::]"],
    ["Teredo", "[2001::1]"],
    ["decimal", "2130706433"],
    ["hexadecimal", "0x7f.1"],
    ["octal", "0177.0.0.1"],
    ["short", "127.1"],
    ["full-width digits", "１２７.0.0.1"],
  ])("may not be %s: %s", async (_kind, host) => {
    expect(await check(host)).toEqual({
      problem: "This address is private. Use a public one.",
    });
  });

  it("may be reached through NAT64 when the address behind it is public", async () => {
    expect(await check("[64:ff9b::54.172.60.0]")).toHaveProperty("addresses");
  });

  it("may not be a name of which a single address is private, and is not told from one that does not exist", async () => {
    for (const name of ["mixed.example.com", "inside.example.com", "inside6.example.com", "nowhere.example.com"]) {
      expect(await check(name)).toEqual({
        problem: `${name} was not found in public DNS. Check the spelling, or use a public host.`,
        mayPass: true,
      });
    }
  });

  it("is refused in a sentence when DNS is silent, and when it is no host", async () => {
    expect(await check("slow.example.com")).toEqual({
      problem: "DNS isn't responding for slow.example.com right now. Try again in a moment.",
      mayPass: true,
    });
    expect(await check("exa mple")).toEqual({ problem: "This is not a host name or an IP address." });
  });

  it("may be private within the ranges that the operator allows, and only there", async () => {
    expect(await check("inside.example.com", "10.20.0.0/16")).toHaveProperty("addresses");
    expect(await check("[::ffff:10.20.30.40]", "10.20.0.0/16")).toHaveProperty("addresses");
    expect(await check("inside6.example.com", "10.20.0.0/16", "fd12::/16")).toHaveProperty("addresses");
    expect(await check("inside.example.com", "10.21.0.0/16", "fd12::/16")).toHaveProperty("problem");
  });

  it("called localhost is loopback without asking DNS", async () => {
    expect(await checkPublicHost("localhost", { allowed: [] })).toHaveProperty("problem");
    expect(await checkPublicHost("db.localhost", { allowed: [] })).toHaveProperty("problem");
  });
});

describe("a connection to a checked host", () => {
  it("goes to the checked address, whatever the name means by then", async () => {
    const server = http.createServer((_request, response) => response.end("here")).listen(0, "127.0.0.1");
    try {
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = server.address() as AddressInfo;
      const lookup = lookupOf([{ address: "127.0.0.1", family: 4 }]);
      const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
        http.get({ host: "rebound.example.com", port, lookup }, resolve).on("error", reject);
      });
      expect((await response.toArray()).join("")).toBe("here");
    } finally {
      server.close();
    }
  });

  it("has no address of a family that was not checked", () => {
    const lookup = lookupOf([{ address: "54.172.60.0", family: 4 }]);
    const answers: unknown[] = [];
    lookup("sip.example.com", { family: 6 }, (error) => answers.push(error?.code));
    lookup("sip.example.com", { family: 4 }, (_error, address, family) => answers.push([address, family]));
    lookup("sip.example.com", { all: true }, (_error, all) => answers.push(all));
    expect(answers).toEqual(["ENOTFOUND", ["54.172.60.0", 4], [{ address: "54.172.60.0", family: 4 }]]);
  });
});
