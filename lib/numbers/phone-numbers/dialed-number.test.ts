import { describe, expect, it } from "vitest";
import { readDialedNumber } from "./dialed-number";

describe("a number as a call brings it", () => {
  it.each([
    "+14155550199",
    "14155550199",
    " 14155550199",
    "+1 415 555 0199",
    "(415) 555-0199",
    "415.555.0199",
    "+1‑415‑555‑0199",
    "0014155550199",
    "01114155550199",
    "sip:+14155550199@sip.example.com;user=phone",
    "SIP:+14155550199@sip.example.com",
    "sips:%2B14155550199@sip.example.com:5061;transport=tls?subject=call",
    "sip:14155550199@10.0.0.1:5060",
    "sip:4155550199@10.0.0.1",
    "sip:+14155550199;npdi;rn=+14155550000@sip.example.com;user=phone",
    "sip:+14155550199:secret@sip.example.com",
    "sip:+14155550199@[2001:db8::1]:5060",
    '"Front desk" <sip:+14155550199@sip.example.com>;tag=1',
    "<tel:+14155550199>",
    "tel:+1-415-555-0199",
    "tel:+14155550199;ext=12",
    "tel:415-555-0199;phone-context=+1",
  ])("%j is +14155550199", (text) => {
    const read = readDialedNumber(text);
    expect("e164" in read && read.e164[0]).toBe("+14155550199");
  });

  it("may be of another country where ten digits have no plus", () => {
    expect(readDialedNumber("4722123456")).toEqual({ e164: ["+14722123456", "+4722123456"] });
    expect(readDialedNumber("442079460123")).toEqual({ e164: ["+442079460123"] });
    expect(readDialedNumber("sip:+4722123456@example.com")).toEqual({ e164: ["+4722123456"] });
  });

  it.each([
    ["sip:reception@sip.example.com", "“reception” is not a phone number."],
    ["sip:sip.example.com", "This SIP address names no number before a host."],
    ["sip:@sip.example.com", "There is no number in this."],
    ["tel:", "There is no number in this."],
    ["()", "There is no number in this."],
    ["anonymous", "“anonymous” is not a phone number."],
    ["5550199", undefined],
    ["911", "This is too short for a phone number with its country code."],
    ["+1415555019", "A number of +1 has ten digits after the 1."],
    ["02079460123", "This number has no country code."],
    ["+1234567890123456", "This is longer than any phone number: 15 digits."],
    ["sip:%zz@sip.example.com", "“%zz” is not a phone number."],
  ])("%j: %s", (text, cause) => {
    const read = readDialedNumber(text);
    if (cause === undefined) return expect(read).toHaveProperty("e164");
    expect(read).toEqual({ problem: `${cause} Send a phone number such as +14155550123.` });
  });
});
