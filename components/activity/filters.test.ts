import { expect, it } from "vitest";
import { noFilters, searchOf } from "./filters";

it("days are whole days of UTC", () => {
  const search = searchOf({ ...noFilters, from: "2026-11-01", to: "2026-11-02" });
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
    created_after: "2026-11-01T00:00:00.000Z",
    created_before: "2026-11-02T23:59:59.999Z",
  });
});

it("what means nothing filters nothing", () => {
  expect(searchOf({ action: "x.y", person: "me", from: "yesterday", to: "2026-13-45" })).toBe("");
});

it("goes together with the page", () => {
  expect(searchOf({ ...noFilters, action: "api_key.created" }, { limit: "50" })).toBe(
    "action=api_key.created&limit=50",
  );
});
