import { expect, it } from "vitest";
import { areaCodeProblem } from "./area-code";

it("accepts three digits that begin with 2 to 9, and a blank", () => {
  for (const text of ["415", " 212 ", "999", ""]) expect(areaCodeProblem(text)).toBeUndefined();
});

it("says what an area code is", () => {
  for (const text of ["41", "4155", "4l5", "+1415"]) expect(areaCodeProblem(text)).toContain("3-digit area code");
  expect(areaCodeProblem("115")).toContain("2 to 9");
});
