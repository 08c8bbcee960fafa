import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { serveHere } from "@/lib/testing/serve-here";
import { clientAddressOf, notePeers, peerHeader } from "./client-address";

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
    [0, "", "198.51.100.1", null],
    [0, "::ffff:203.0.113.9", undefined, "203.0.113.9"],
    [0, "2001:DB8:0::1", undefined, "2001:db8::1"],
  ])("behind %i proxies, with peer %s and X-Forwarded-For %s, is %s", (proxies, peer, forwarded, expected) => {
    expect(clientAddressOf(sent(peer, forwarded), proxies)).toBe(expected);
  });

  it("comes from the socket, whatever the client writes", async () => {
    notePeers();
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
