import { describe, expect, it } from "vitest";
import { environmentProblems } from "./environment";

const complete = {
  DATABASE_URL: "postgresql://trunkline@db/trunkline",
  AUTH_SECRET: "x".repeat(32),
  ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
  APP_URL: "https://numbers.example.com",
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "token",
  SIP_ORIGINATION_URL: "sip:project.sip.livekit.cloud",
};

describe("the environment", () => {
  it("is complete with the seven that have no default", () => {
    expect(environmentProblems(complete)).toEqual([]);
  });

  it("lists everything that is missing at once", () => {
    const names = environmentProblems({}).map((problem) => problem.split(" ")[0]);
    expect(names).toEqual([
      "DATABASE_URL",
      "AUTH_SECRET",
      "APP_URL",
      "TWILIO_ACCOUNT_SID",
      "SIP_ORIGINATION_URL",
      "TWILIO_AUTH_TOKEN",
      "ENCRYPTION_KEY",
    ]);
  });

  it.each([
    ["DATABASE_URL", "mysql://db"],
    ["AUTH_SECRET", "short"],
    ["ENCRYPTION_KEY", "c2hvcnQ="],
    ["ENCRYPTION_KEYS", `${Buffer.alloc(32).toString("base64")},c2hvcnQ=`],
    ["APP_URL", "numbers.example.com"],
    ["TWILIO_ACCOUNT_SID", "AC1"],
    ["SIP_ORIGINATION_URL", "https://sip.example.com"],
    ["PURCHASE_WAIT_MS", "soon"],
    ["RELEASE_UNDO_DAYS", "-1"],
    ["CARRIER_CONCURRENCY", "0"],
    ["RATE_LIMIT_REQUESTS", "-1"],
    ["REDIS_URL", "http://redis"],
    ["CORS_ALLOWED_ORIGINS", "https://app.example.com/"],
    ["CORS_ALLOWED_ORIGINS", "*"],
    ["ALLOWED_PRIVATE_ADDRESSES", "10.9.8.7"],
    ["ALLOWED_PRIVATE_PORTS", "70000"],
    ["ALLOWED_PRIVATE_PORTS", "8000-8100-8200"],
  ])("says that %s is malformed, without repeating its value", (name, value) => {
    const problems = environmentProblems({ ...complete, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).not.toContain(value);
  });

  it("takes an API key instead of the auth token, and treats empty as missing", () => {
    const key = { TWILIO_API_KEY_SID: `SK${"0".repeat(32)}`, TWILIO_API_KEY_SECRET: "secret" };
    expect(environmentProblems({ ...complete, TWILIO_AUTH_TOKEN: "", ...key })).toEqual([]);
    expect(environmentProblems({ ...complete, TWILIO_AUTH_TOKEN: "" })[0]).toContain("TWILIO_AUTH_TOKEN");
  });

  it("wants all of OIDC or none of it", () => {
    expect(environmentProblems({ ...complete, OIDC_ISSUER: "https://id.example.com" })[0]).toContain("go together");
  });
});
