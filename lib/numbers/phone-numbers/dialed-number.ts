import { plainNumberText } from "./written-number";

const northAmerican = /^[2-9]\d\d[2-9]\d{6}$/;

const wanted = "Send a phone number such as +14155550123.";

/**
 * Accepts E.164 with or without the plus, ten North American digits, a dialing prefix (`00`, `011`), `sip:` and `tel:`
 * URIs, and separators. Returns candidates, likeliest first: ten digits are also a number of another country.
 * @see https://www.rfc-editor.org/rfc/rfc3261#section-19.1.6 a telephone number in a SIP URI
 * @see https://www.rfc-editor.org/rfc/rfc3966 `tel:` URIs and their visual separators
 */
export function readDialedNumber(text: string): { e164: string[] } | { problem: string } {
  const part = numberPart(plainNumberText(text));
  if (typeof part !== "string") return part;
  const digits = part.replaceAll(/[\s().\-/]/g, "");
  if (digits === "") return { problem: `There is no number in this. ${wanted}` };
  if (!/^\+?\d+$/.test(digits)) return { problem: `“${part.slice(0, 40)}” is not a phone number. ${wanted}` };
  const candidates = inE164(digits);
  const fitting = candidates.filter((candidate) => problemOf(candidate) === undefined);
  if (fitting.length > 0) return { e164: fitting };
  return { problem: `${candidates.map(problemOf)[0]} ${wanted}` };
}

function numberPart(text: string): string | { problem: string } {
  // A header value such as `"Front desk" <sip:+14155550123@example.com>;tag=1`.
  const [, inBrackets] = /<([^<>]*)>/.exec(text) ?? [];
  const uri = (inBrackets ?? text).trim();
  const [, scheme, rest] = /^(sips?|tel):(.*)$/is.exec(uri) ?? [];
  if (scheme === undefined || rest === undefined) return uri;
  if (scheme.toLowerCase() === "tel") return withContext(rest);
  const at = rest.lastIndexOf("@");
  if (at < 0) return { problem: `This SIP address names no number before a host. ${wanted}` };
  const [user = ""] = rest.slice(0, at).split(":", 1);
  return withContext(decoded(user));
}

/** RFC 3966 §5.1.5: a local number is relative to its `phone-context`, such as `+1`. */
function withContext(subscriber: string): string {
  const [number = "", ...parameters] = subscriber.split(";");
  const context = parameters.map((parameter) => /^phone-context=(\+[\d\-.()]+)$/i.exec(parameter)?.[1]).find(Boolean);
  return context && !number.startsWith("+") ? `${context}${number}` : number;
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

function inE164(digits: string): string[] {
  if (digits.startsWith("+")) return [digits];
  if (digits.startsWith("011")) return [`+${digits.slice(3)}`];
  if (digits.startsWith("00")) return [`+${digits.slice(2)}`];
  return northAmerican.test(digits) ? [`+1${digits}`, `+${digits}`] : [`+${digits}`];
}

/** Checks only the form, because countries assign numbers faster than any list can follow. */
function problemOf(e164: string): string | undefined {
  const digits = e164.slice(1);
  if (digits.startsWith("0")) return "This number has no country code.";
  if (digits.length > 15) return "This is longer than any phone number: 15 digits.";
  if (digits.startsWith("1") && digits.length !== 11) return "A number of +1 has ten digits after the 1.";
  if (digits.length < 7) return "This is too short for a phone number with its country code.";
}
