import { describe, expect, it, vi } from "vitest";
import { forgetEnvironment } from "@/lib/platform/env";
import { checkEndpointUrl } from "./check-endpoint-url";

const needed = {
  DATABASE_URL: "postgresql://db/x",
  AUTH_SECRET: "x".repeat(32),
  ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
  APP_URL: "http://localhost",
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "token",
  SIP_ORIGINATION_URL: "sip:sip.example.com",
};

function allow(addresses: string, ports = "") {
  for (const [name, value] of Object.entries(needed)) vi.stubEnv(name, value);
  vi.stubEnv("ALLOWED_PRIVATE_ADDRESSES", addresses);
  vi.stubEnv("ALLOWED_PRIVATE_PORTS", ports);
  forgetEnvironment();
}

const problem = { problem: "Webhooks may not use this port of a private address." };

describe("a private host that the operator allows", () => {
  it.each(["https://10.20.0.1/", "http://10.20.0.1/", "https://10.20.0.1:80/"])("takes webhooks at %s", async (url) => {
    allow("10.20.0.0/16");
    expect(await checkEndpointUrl(url)).toMatchObject({ isPublic: false });
  });

  it.each(["http://10.20.0.1:5432/", "https://10.20.0.1:6379/", "http://10.20.0.1:8080/"])(
    "takes none at %s, a port that nobody named",
    async (url) => {
      allow("10.20.0.0/16");
      expect(await checkEndpointUrl(url)).toEqual(problem);
    },
  );

  it("takes them at the ports that the operator names, and no others", async () => {
    allow("10.20.0.0/16", "443, 8000-8080");
    expect(await checkEndpointUrl("http://10.20.0.1:8080/")).toMatchObject({ isPublic: false });
    expect(await checkEndpointUrl("http://10.20.0.1:8081/")).toEqual(problem);
    expect(await checkEndpointUrl("http://10.20.0.1/")).toEqual(problem);
  });
});

describe("a public host", () => {
  it("takes webhooks at any port", async () => {
    allow("10.20.0.0/16");
    expect(await checkEndpointUrl("https://54.172.60.0:8443/")).toMatchObject({ isPublic: true });
  });
});
