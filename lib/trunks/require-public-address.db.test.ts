import { describe, expect, it } from "vitest";
import { requirePublicAddress } from "./require-public-address";

const through = (address: string, resolve: (name: string) => Promise<string[]>) =>
  requirePublicAddress({ address }, resolve);

describe("a trunk's address", () => {
  it("that is a name without a public address right now is a warning, the same for private and missing names", async () => {
    const warning = [
      "sip.example.com is not in public DNS right now. Calls go out through this trunk once it is: check its spelling.",
    ];
    expect(await through("sip.example.com", async () => [])).toEqual(warning);
    expect(await through("sip.example.com", async () => ["54.172.60.0", "10.0.0.5"])).toEqual(warning);
    const silent = () => Promise.reject(new Error("no answer"));
    expect(await through("sip.example.com", silent)).toEqual(warning);
  });

  it("that is public is fine, and a private one is refused", async () => {
    expect(await through("sip.example.com", async () => ["54.172.60.0"])).toEqual([]);
    expect(await through("54.172.60.0:5060", async () => [])).toEqual([]);
    const refused = { code: "validation_failed" };
    await expect(through("10.0.0.5", async () => [])).rejects.toMatchObject(refused);
    for (const name of ["localhost", "pbx", "pbx.local", "pbx.internal", "pbx.home.arpa"]) {
      await expect(
        through(name, async () => []),
        name,
      ).rejects.toMatchObject(refused);
    }
  });
});
