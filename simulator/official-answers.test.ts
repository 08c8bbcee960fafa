import { describe, expect, it } from "vitest";
import { checkAnswer } from "./official-answers";

const template = "/v1/Trunks/{TrunkSid}/OriginationUrls/{Sid}";
const good = {
  sid: `OU${"0".repeat(32)}`,
  account_sid: `AC${"0".repeat(32)}`,
  trunk_sid: `TK${"0".repeat(32)}`,
  friendly_name: "agents",
  sip_url: "sip:agents.example.com",
  weight: 1,
  priority: 0,
  enabled: true,
  date_created: "2026-01-02T03:04:05Z",
  date_updated: "2026-01-02T03:04:05Z",
  url: "http://127.0.0.1/v1/Trunks",
};
const check = (body: unknown, status = 200) => checkAnswer("GET", template, status, body);

describe("checkAnswer", () => {
  it("finds nothing wrong with a faithful answer", () => {
    expect(check(good)).toEqual([]);
    expect(check({ ...good, trunk_sid: null, account_sid: "" })).toEqual([]);
  });

  it("notices wrong sids, types, dates, and fields missing or invented", () => {
    const { enabled, ...incomplete } = good;
    for (const body of [
      { ...good, sid: "PN123" },
      { ...good, weight: "1" },
      { ...good, date_created: "Thu, 30 Jul 2015 23:19:04 +0000" },
      { ...good, extra: 1 },
      incomplete,
      [],
    ]) {
      expect(check(body)).not.toEqual([]);
    }
  });

  it("notices a status, a method or a path that Twilio does not describe", () => {
    expect(check(good, 201)).toEqual([`GET ${template} does not answer 201`]);
    expect(checkAnswer("GET", "/v1/Nothing", 200, {})).toEqual(["no description of /v1/Nothing"]);
    expect(checkAnswer("DELETE", template, 204, good)).toEqual(["a body where none belongs"]);
  });

  it("holds refusals to the error envelope and its own status", () => {
    const refusal = {
      code: 20404,
      message: "gone",
      more_info: "https://www.twilio.com/docs/errors/20404",
      status: 404,
    };
    expect(check(refusal, 404)).toEqual([]);
    expect(check(refusal, 400)).not.toEqual([]);
    expect(check({ ...refusal, code: "20404" }, 404)).not.toEqual([]);
  });
});
