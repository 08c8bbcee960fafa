import { describe, expect, it } from "vitest";
import { isVisible, readableName } from "./readable-name";

describe("a name as people read it", () => {
  it.each([
    ["decomposed accents", "Bu\u0308ro"],
    ["no-break and double spaces", "\u00A0Büro\u2003"],
    ["characters that show nothing", "\uFEFFBü\u200Bro\u2060\u00AD"],
    ["direction marks", "\u202ABüro\u202C\u200E"],
    ["full-width letters", "Ｂüｒｏ"],
    ["a joiner between letter and accent", "Bu\u034F\u0308ro"],
  ])("is the same with %s", (_what, name) => expect(readableName(name)).toBe("Büro"));

  it("keeps its words and its case", () => {
    expect(readableName(" Office\u00A0\tBerlin  2 ")).toBe("Office Berlin 2");
    expect(readableName("OFFICE")).not.toBe(readableName("office"));
  });

  it.each(["", " ", "\u00A0", "\u200B", "\u202A\u202C", "\u2800", "\u3164", "\u115F", "\u0301", "\uFE0F", "\u{E0041}"])(
    "%j shows nothing",
    (name) => expect(isVisible(name)).toBe(false),
  );

  it.each(["a", "٣", "名", "☎", "👩\u200D💻", "-", "\u200Ea"])("%j is seen", (name) =>
    expect(isVisible(name)).toBe(true),
  );
});
