import { describe, expect, it } from "vitest";
import { canonicalHostPort, findHostPort } from "./host-port";

describe("host[:port]", () => {
  it.each([
    ["SIP.Example.com:05061", "sip.example.com:5061"],
    ["sip.example.com\u200B", "sip.example.com"],
    ["\u200Bsip.exam\u2060ple\u00AD.com:5060", "sip.example.com:5060"],
    ["ｓｉｐ.example.com", "sip.example.com"],
    ["sip。example.com", "sip.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["[2606:4700:0::1111]:5060", "[2606:4700::1111]:5060"],
    ["54.172.60.0:5060", "54.172.60.0:5060"],
    ["sip:x", undefined],
  ])("%j goes over the wire as %s", (text, expected) => expect(canonicalHostPort(text)).toBe(expected));

  it.each([
    ["sip.example.com", { host: "sip.example.com", port: null }],
    ["sip.example.com:5061", { host: "sip.example.com", port: 5061 }],
    ["54.172.60.0:5060", { host: "54.172.60.0", port: 5060 }],
    ["[2606:4700::1111]:5060", { host: "[2606:4700::1111]", port: 5060 }],
    ["pbx", { host: "pbx", port: null }],
    ["_sip._udp.example.com", { host: "_sip._udp.example.com", port: null }],
    ["bücher.example", { host: "bücher.example", port: null }],
  ])("%s is one", (text, expected) => {
    expect(findHostPort(text)).toEqual(expected);
  });

  it.each([
    "",
    "sip:sip.example.com",
    "https://sip.example.com",
    "user@sip.example.com",
    "user:secret@sip.example.com:5060",
    "sip.example.com/path",
    "sip.example.com?x",
    "sip.example.com#x",
    "sip.example.com;transport=tcp",
    "sip.example.com:0",
    "sip.example.com:65536",
    "sip.example.com:",
    "sip example.com",
    "2606:4700::1111",
    "[::1%25eth0]",
    "[nothing]",
    "-sip.example.com",
    "sip..example.com",
    "sip\\example.com",
    "0177.0.0.1",
    "0x7f.1",
    "2130706433",
    "１２７.0.0.1",
  ])("%j is none", (text) => {
    expect(findHostPort(text)).toBeUndefined();
  });
});
