import { expect, it } from "vitest";
import { ApiError } from "@/lib/api-client/api-client";
import { NotAllSaved } from "./not-all-saved";

const refused = new ApiError(409, "agent_inactive", "Billing is inactive.", null, null);

it("says that nothing was saved when the first request is refused", () => {
  expect(new NotAllSaved([], refused).message).toBe("Nothing was saved. Billing is inactive.");
});

it("names the side that was saved before the other was refused", () => {
  expect(new NotAllSaved(["inbound"], refused).message).toBe(
    "Inbound Agent was saved; Outbound Agent wasn't. Billing is inactive.",
  );
});

it("does not claim to know what became of a request without an answer", () => {
  const lost = new ApiError(0, "unreachable", "Can't reach Trunkline.", null, null);
  expect(new NotAllSaved([], lost).message).toMatch(
    /^Your changes may not have been saved\. .*It's safe to save again\.$/,
  );
  expect(new NotAllSaved(["inbound"], lost).message).toMatch(/Outbound Agent may not have been\./);
});
