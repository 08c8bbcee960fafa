import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { serveHere } from "@/test/support/serve-here";
import { addressPrefix, clientAddressOf, exposePeerAddress, peerHeader, proxyProblem } from "./client-address";

const sent = (peer: string, forwarded?: string) =>
  new Headers({ [peerHeader()]: peer, ...(forwarded && { "X-Forwarded-For": forwarded }) });

describe("the address of a client", () => {
  it.each([
    [0, "203.0.113.9", undefined, "203.0.113.9"],
    [0, "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    [1, "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    [1, "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"],
    [2, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
    [2, "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    [1, "10.0.0.1", "not an address", null],
    [1, "10.0.0.1", "203.0.113.9:50211", "203.0.113.9"],
    [1, "10.0.0.1", "6.6.6.6:1, 203.0.113.9:50211", "203.0.113.9"],
    [1, "10.0.0.1", "[2001:db8::1]:443", "2001:db8::1"],
    [1, "10.0.0.1", "[2001:db8::1]", "2001:db8::1"],
    [1, "10.0.0.1", "[::ffff:203.0.113.9]:443", "203.0.113.9"],
    [1, "10.0.0.1", "2001:db8::1", "2001:db8::1"],
    [1, "10.0.0.1", "[]:443", null],
    [1, "10.0.0.1", "203.0.113.9:x", null],
    [0, "", "198.51.100.1", null],
    [0, "::ffff:203.0.113.9", undefined, "203.0.113.9"],
    [0, "2001:DB8:0::1", undefined, "2001:db8::1"],
  ])("behind %i proxies, with peer %s and X-Forwarded-For %s, is %s", (proxies, peer, forwarded, expected) => {
    expect(clientAddressOf(sent(peer, forwarded), proxies)).toBe(expected);
  });

  it("comes from the socket, whatever the client writes", async () => {
    exposePeerAddress(
      () => {},
      () => 0,
    );
    const server = createServer((request, response) => {
      response.end(clientAddressOf(new Headers(request.headers as Record<string, string>), 0));
    });
    const { url, close } = await serveHere(server);
    const headers = { [peerHeader()]: "6.6.6.6", "X-Forwarded-For": "6.6.6.6" };
    const answer = await fetch(url, { headers });
    expect(await answer.text()).toBe("127.0.0.1");
    await close();
  });
});

describe("the key of a limit", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9/32", "203.0.113.0/24"],
    ["::ffff:203.0.113.9", "203.0.113.9/32", "203.0.113.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1:2::/64"],
    ["2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64", "2001:db8:1:2::/64"],
    ["2001:db8:1:3::1", "2001:db8:1:3::/64", "2001:db8:1:3::/64"],
    ["fe80::1%eth0", "fe80::/64", "fe80::/64"],
    [null, "unknown", "unknown"],
    ["no address", "unknown", "unknown"],
  ])("of %s is %s, and with its neighbors %s", (address, own, neighbors) => {
    expect(addressPrefix(address)).toBe(own);
    expect(addressPrefix(address, 24)).toBe(neighbors);
  });
});

describe("the number of trusted proxies", () => {
  it("is questioned when https has no proxy that could have terminated it", () => {
    expect(proxyProblem({ APP_URL: "https://numbers.example.com", TRUSTED_PROXIES: 0 })).toMatch(
      /TRUSTED_PROXIES is 0/,
    );
    expect(proxyProblem({ APP_URL: "https://numbers.example.com", TRUSTED_PROXIES: 1 })).toBeUndefined();
    expect(proxyProblem({ APP_URL: "http://localhost:4710", TRUSTED_PROXIES: 0 })).toBeUndefined();
  });

  it("is questioned once when X-Forwarded-For arrives and is not trusted, or holds no address", async () => {
    let trustedProxies = 0;
    const problems: string[] = [];
    exposePeerAddress(
      (problem) => problems.push(problem),
      () => trustedProxies,
    );
    const { url, close } = await serveHere(createServer((_, response) => response.end()));
    const ask = (forwarded?: string) => fetch(url, { headers: forwarded ? { "X-Forwarded-For": forwarded } : {} });
    await ask();
    for (const forwarded of ["198.51.100.1", "198.51.100.2"]) await ask(forwarded);
    trustedProxies = 1;
    for (const forwarded of ["198.51.100.1:4711", "unknown", "_hidden"]) await ask(forwarded);
    await close();
    expect(problems).toEqual([expect.stringMatching(/is not trusted/), expect.stringMatching(/holds no address/)]);
  });
});
