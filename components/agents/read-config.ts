import type { JsonObject } from "@/lib/platform/json-object";

type Reading = { config: JsonObject } | { trouble: string };

// Tokens of RFC 8259, matched at the current position.
const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[ !#-[\]-\u{10FFFF}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The API's maximum depth, minus the level of the request body. */
const DEEPEST = 31;

const BROKEN_TEXT = "unterminated string or missing escape";

class Misfit extends Error {
  constructor(
    readonly at: number,
    expected: string,
  ) {
    super(expected);
  }
}

/** Parses a JSON object or explains where and why it is invalid, because browsers' own messages differ. */
export function readConfig(text: string): Reading {
  try {
    walk(text);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { trouble: `Line ${lineOf(text, error.at)}, column ${columnOf(text, error.at)}: ${error.message}.` };
  }
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { trouble: "The configuration must be a JSON object ({ … })." };
  }
  return { config: value as JsonObject };
}

/** Throws `Misfit` at the first invalid character. */
function walk(text: string): void {
  let at = 0;
  let depth = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const takeCharacter = (character: string): boolean => {
    take(SPACE);
    if (text[at] !== character) return false;
    at++;
    take(SPACE);
    return true;
  };
  const list = (close: string, item: () => void): void => {
    if (takeCharacter(close)) return;
    if (++depth > DEEPEST) throw new Misfit(at, `nested deeper than ${DEEPEST} levels`);
    do item();
    while (takeCharacter(","));
    if (!takeCharacter(close)) throw new Misfit(at, `expected a comma or ${close}`);
    depth--;
  };
  const member = (): void => {
    if (!take(STRING)) throw new Misfit(at, "expected a name in double quotes");
    if (!takeCharacter(":")) throw new Misfit(at, "expected a colon after the name");
    value();
  };
  const value = (): void => {
    if (takeCharacter("{")) list("}", member);
    else if (takeCharacter("[")) list("]", value);
    else if (!take(STRING) && !take(SCALAR)) throw new Misfit(at, text[at] === '"' ? BROKEN_TEXT : "expected a value");
  };
  value();
  take(SPACE);
  if (at < text.length) throw new Misfit(at, "unexpected text after the end");
}

const lineOf = (text: string, at: number) => text.slice(0, at).split("\n").length;
const columnOf = (text: string, at: number) => at - text.lastIndexOf("\n", at - 1);
