import { expect, it } from "vitest";
import { ApiError } from "@/lib/api-client/api-client";
import { NotAllSaved } from "./not-all-saved";

const refused = new ApiError(409, "agent_inactive", "Billing is inactive and takes no numbers.", null, null);

it("says that nothing was saved when the first request is refused", () => {
  expect(new NotAllSaved([], refused).message).toBe("Nothing was saved. Billing is inactive and takes no numbers.");
});

it("names the side that was saved before the other was refused", () => {
  expect(new NotAllSaved(["inbound"], refused).message).toBe(
    "Inbound Agent was saved, the other side was not. Billing is inactive and takes no numbers.",
  );
});

it("does not claim to know what became of a request without an answer", () => {
  const lost = new ApiError(0, "unreachable", "Trunkline cannot be reached.", null, null);
  expect(new NotAllSaved([], lost).message).toMatch(
    /^Nothing may have been saved\. .*Saving again does nothing twice\.$/,
  );
  expect(new NotAllSaved(["inbound"], lost).message).toMatch(/the other side may not have been\./);
});
