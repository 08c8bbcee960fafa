import { describe, expect, it } from "vitest";
import { readConfig } from "./read-config";

describe("a typed configuration", () => {
  it.each(["{}", ' { "a" : [1, -0.5e+3, true, null, "\\u00fc\\n"], "b": {"c": []} } \n'])("%j is read", (text) => {
    expect(readConfig(text)).toEqual({ config: JSON.parse(text) });
  });

  it.each([
    ["", "Line 1, column 1: expected a value."],
    ['{"a": 1,}', "Line 1, column 9: expected a name in double quotes."],
    ['{\n  "a": 1\n  "b": 2\n}', "Line 3, column 3: expected a comma or }."],
    ["{\n  a: 1\n}", "Line 2, column 3: expected a name in double quotes."],
    ['{"a" 1}', "Line 1, column 6: expected a colon after the name."],
    ['{"a": [1, 2}', "Line 1, column 12: expected a comma or ]."],
    ['{"a": }', "Line 1, column 7: expected a value."],
    ['{"a": 01}', "Line 1, column 8: expected a comma or }."],
    ['{\n\n"a": "two\nlines"}', "Line 3, column 6: unterminated string or missing escape."],
    ["{} {}", "Line 1, column 4: unexpected text after the end."],
    [`{"a": ${"[".repeat(100_000)}`, "Line 1, column 38: nested deeper than 31 levels."],
  ])("%.30j says where it is none", (text, trouble) => {
    expect(readConfig(text)).toEqual({ trouble });
  });

  it.each(["[]", '"text"', "1", "null"])("%j is JSON, but no object", (text) => {
    expect(readConfig(text)).toEqual({ trouble: "The configuration must be a JSON object ({ … })." });
  });

  it("of the largest size is read", () => {
    const config = { text: "x".repeat(256 * 1024) };
    expect(readConfig(JSON.stringify(config))).toEqual({ config });
  });

  it("is refused just where JSON.parse refuses it", () => {
    const pieces = ["{", "}", "[", "]", ",", ":", '"a"', "1", "-", "0", "true", " ", "\n", '"', "\\", "e", "."];
    for (let seed = 1; seed < 20_000; seed++) {
      let state = seed;
      const next = () => {
        state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
        return pieces[state % pieces.length];
      };
      const text = `{"a":${Array.from({ length: 1 + (seed % 6) }, next).join("")}}`;
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect("config" in readConfig(text), text).toBe(valid);
    }
  });
});
