import { describe, expect, it } from "vitest";
import { navigationFor } from "./navigation";

const labels = (...scopes: Parameters<typeof navigationFor>[0]) =>
  navigationFor(scopes).flatMap(({ pages }) => pages.map(({ label }) => label));

describe("the navigation", () => {
  it("lists what somebody may see", () => {
    expect(labels("phone_numbers:read")).toEqual(["Phone Numbers"]);
    expect(labels("phone_numbers:manage")).toEqual(["Phone Numbers", "Needs attention"]);
  });

  it("shows nothing, and no heading, to who may see nothing", () => {
    expect(navigationFor([])).toEqual([]);
  });
});
