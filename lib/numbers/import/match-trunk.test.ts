import { describe, expect, it } from "vitest";
import { noSuchTrunk, trunkMatcher } from "./match-trunk";

const trunk = (name: string, id: string, managed = false) => ({ id, name, managed });
const id = "3f2b61c0-0000-4000-8000-00000000000a";

describe("a trunk in a cell", () => {
  it.each([
    "Büro",
    "Bu\u0308ro",
    "Büro\u200B",
    "\u00A0Büro ",
    "\uFEFFBüro",
    "BÜRO",
    "büro",
    "Ｂüro",
    id,
    id.toUpperCase(),
  ])("%j is found as people read it", (text) =>
    expect(trunkMatcher([trunk("Büro", id), trunk("Office", "b")])(text)).toEqual({ id }),
  );

  it("is found however its own name is encoded", () => {
    const match = trunkMatcher([trunk("Bu\u0308ro\u00A0 Süd\u200B", id)]);
    expect(match("Büro Süd")).toEqual({ id });
  });

  it("is the one in the same case when there are two", () => {
    const match = trunkMatcher([trunk("Office", "a"), trunk("OFFICE", "b")]);
    expect(match("OFFICE")).toEqual({ id: "b" });
    expect(match("office")).toEqual({
      problem:
        "2 trunks have this name in another case: “Office”, “OFFICE”. Write it in the same case, or use the trunk's id.",
    });
  });

  it("is not guessed when two have a name that reads the same", () => {
    const match = trunkMatcher([trunk("Büro", "a"), trunk("Bu\u0308ro\u200B", "b")]);
    expect(match("Büro")).toEqual({ problem: "2 trunks have this name. Use the trunk's id." });
  });

  it("is none for another name, a name that shows nothing, and a managed trunk", () => {
    const match = trunkMatcher([trunk("Office", "a"), trunk("\u200B", "b"), trunk("Shared", "c", true)]);
    expect(match("Off ice")).toEqual(noSuchTrunk);
    expect(match("\u2060")).toEqual(noSuchTrunk);
    expect(match("shared")).toHaveProperty("problem", expect.stringContaining("managed by Trunkline"));
  });
});
