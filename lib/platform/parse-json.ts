import { AppError, type FieldError } from "./errors";

const DEEPEST = 32;

type Container = { names: Set<string> | null; path: string; index: number };

/**
 * Parses JSON that every reader interprets the same way (RFC 7493). Throws `malformed_request` for invalid JSON,
 * duplicate members or nesting deeper than 32 levels, `validation_failed` for values that the database cannot store.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("malformed_request", "The body is not valid JSON.");
  }
  const errors = refusals(text);
  const [first] = errors;
  if (first) throw new AppError("validation_failed", `${first.path || "body"}: ${first.message}`, { errors });
  return value;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Finds problems that the result of `JSON.parse` no longer shows. */
function refusals(text: string): FieldError[] {
  const errors: FieldError[] = [];
  const open: Container[] = [];
  let path = "";
  let expectsName = false;
  for (const [part] of text.matchAll(token)) {
    const inside = open.at(-1);
    if (part === "{" || part === "[") {
      if (open.length === DEEPEST)
        throw new AppError("malformed_request", `The body nests deeper than ${DEEPEST} levels.`);
      open.push({ names: part === "{" ? new Set() : null, path, index: 0 });
      expectsName = part === "{";
      if (part === "[") path = joined(path, "0");
    } else if (part === "}" || part === "]") {
      path = open.pop()?.path ?? "";
      expectsName = false;
    } else if (part === "," && inside) {
      expectsName = inside.names !== null;
      if (!inside.names) path = joined(inside.path, String(++inside.index));
    } else if (expectsName && inside?.names) {
      const name: string = JSON.parse(part);
      path = joined(inside.path, name);
      if (inside.names.has(name)) throw new AppError("malformed_request", `The body names ${path} twice.`);
      inside.names.add(name);
      expectsName = false;
      const message = name === "__proto__" ? "Unknown member." : unstorableText(name);
      if (message) errors.push({ path: visible(path), message });
    } else if (part !== ":") {
      const message = part.startsWith('"') ? unstorableText(JSON.parse(part)) : unstorableNumber(part);
      if (message) errors.push({ path: visible(path), message });
    }
  }
  return errors;
}

const joined = (path: string, name: string) => (path ? `${path}.${name}` : name);

const visible = (path: string) => path.toWellFormed().replaceAll("\0", "\uFFFD");

/** PostgreSQL cannot store NUL or an unpaired surrogate. */
export function unstorableText(text: string): string | undefined {
  if (text.includes("\0")) return "Remove the NUL character.";
  return text.isWellFormed() ? undefined : "Remove the character that is half of a surrogate pair.";
}

function unstorableNumber(literal: string): string | undefined {
  if (!/^-?\d/.test(literal)) return undefined;
  const number = Number(literal);
  if (!Number.isFinite(number)) return "The number is too large.";
  const losesDigits = /^-?\d+$/.test(literal) && !Number.isSafeInteger(number) && String(number) !== literal;
  return losesDigits ? "This number has too many digits; send it as a string." : undefined;
}
