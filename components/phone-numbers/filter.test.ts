import { expect, it } from "vitest";
import { phoneNumberRecord } from "@/test/support/phone-number-record";
import { filterFrom, filterQuery, isFiltered, isShown, noFilter } from "./filter";

const agentId = "5d0e0f0a-0000-4000-8000-000000000001";

it("reads the address, and leaves out what makes no sense there", () => {
  expect(filterFrom({})).toEqual(noFilter);
  expect(filterFrom({ q: "(415)", agent: agentId, unassigned: "true" })).toEqual({
    digits: "415",
    agentId,
    unassigned: true,
  });
  expect(filterFrom({ q: ["1", "2"], agent: "front desk", unassigned: "yes" })).toEqual(noFilter);
});

it("asks the list only for what is set", () => {
  expect(filterQuery(noFilter)).toEqual({});
  expect(isFiltered(noFilter)).toBe(false);
  const filter = { digits: "415", agentId, unassigned: true };
  expect(filterQuery(filter)).toEqual({ phone_number: "415", agent_id: agentId, unassigned: "true" });
  expect(isFiltered({ ...noFilter, unassigned: true })).toBe(true);
});

it("knows, as the server does, whether a list shows a number", () => {
  const free = phoneNumberRecord({ phone_number: "+14155550142" });
  const held = phoneNumberRecord({ outbound_agent: { agent_id: agentId, name: "Front desk", version: 1 } });
  expect(isShown(free, { ...noFilter, digits: "0142" })).toBe(true);
  expect(isShown(free, { ...noFilter, digits: "628" })).toBe(false);
  expect(isShown(free, { ...noFilter, unassigned: true })).toBe(true);
  expect(isShown(held, { ...noFilter, unassigned: true })).toBe(false);
  expect(isShown(held, { ...noFilter, agentId })).toBe(true);
  expect(isShown(free, { ...noFilter, agentId })).toBe(false);
});
