import { invalidFile } from "./invalid-file";

export type Encoding = "UTF-8" | "UTF-16LE" | "UTF-16BE" | "Windows-1252";

export type DecodedText = { text: string; encoding: Encoding };

const SAVE_AGAIN = "Save it as UTF-8 (in Excel: “CSV UTF-8”) and send it again.";

/**
 * Uses the byte order mark or, without one, the bytes; refuses any encoding that it would have to guess. Throws
 * `validation_failed` with the encoding and, where known, the line.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  const text = encoding === "Windows-1252" ? decodeWindows1252(bytes) : decodeUnicode(bytes, encoding);
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    throw invalidFile(`Line ${lineAt(text, nul)} has a NUL character, so this is not a text file. ${SAVE_AGAIN}`);
  }
  return { text, encoding };
}

const marks: [Encoding | "UTF-32", number[]][] = [
  // Before UTF-16, whose byte order mark is a prefix of this one.
  ["UTF-32", [0xff, 0xfe, 0, 0]],
  ["UTF-32", [0, 0, 0xfe, 0xff]],
  ["UTF-16LE", [0xff, 0xfe]],
  ["UTF-16BE", [0xfe, 0xff]],
  ["UTF-8", [0xef, 0xbb, 0xbf]],
];

/** .xlsx and .ods; .xls */
const workbooks = [
  [0x50, 0x4b, 3, 4],
  [0xd0, 0xcf, 0x11, 0xe0],
];

function encodingOf(bytes: Uint8Array): Encoding {
  const workbook = workbooks.find((mark) => mark.every((byte, index) => bytes[index] === byte));
  if (workbook) throw invalidFile("The file is a workbook. Save its sheet as “CSV UTF-8” and send that.");
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const encoding = marked ?? (bytes.includes(0) ? wideEncodingOf(bytes) : narrowEncodingOf(bytes));
  if (encoding === "UTF-32") throw invalidFile(`The file is in UTF-32. ${SAVE_AGAIN}`);
  return encoding;
}

/** The first line of a CSV file is mostly ASCII, and almost never so in the wrong byte order. */
function wideEncodingOf(bytes: Uint8Array): Encoding | "UTF-32" {
  const start = bytes.subarray(0, 4);
  if (start.length === 4 && (start.join().endsWith(",0,0,0") || start.join().startsWith("0,0,0,"))) return "UTF-32";
  const [little, big] = [asciiShare(bytes, 0), asciiShare(bytes, 1)];
  if (bytes.length % 2 !== 0 || Math.max(little, big) < 0.5) return "UTF-8";
  return little >= big ? "UTF-16LE" : "UTF-16BE";
}

function asciiShare(bytes: Uint8Array, low: 0 | 1): number {
  let ascii = 0;
  let total = 0;
  for (let at = 0; at + 1 < bytes.length && total < 4_096; at += 2) {
    const unit = (bytes[at + low] ?? 0) + 256 * (bytes[at + 1 - low] ?? 0);
    if (unit === 0x0a || unit === 0x0d) {
      if (total > 0) break;
      continue;
    }
    total++;
    if (unit >= 0x09 && unit <= 0x7e) ascii++;
  }
  return total === 0 ? 0 : ascii / total;
}

function narrowEncodingOf(bytes: Uint8Array): Encoding {
  if (isUtf8(bytes)) return "UTF-8";
  const line = lineAt(new TextDecoder().decode(bytes), undefined);
  // Catches other alphabets, which would decode to words made only of accented letters, and files that mix in UTF-8.
  const isMixed = utf8InPieces.test(latin1Of(bytes));
  const text = decodeWindows1252(bytes);
  const isPlausible = !isMixed && !/\P{ASCII}{4}/u.test(text) && !hasControls(text);
  if (isPlausible) return "Windows-1252";
  throw invalidFile(`Line ${line} is not in UTF-8, and the file does not look like Windows-1252 either. ${SAVE_AGAIN}`);
}

const hasControls = (text: string) => /[^\P{Cc}\s]/u.test(text.replaceAll("\u001A", ""));

/** How accented letters, quotation marks, and the euro sign look when UTF-8 is read byte by byte. */
const utf8InPieces = /[\u00C2\u00C3][\u0080-\u00BF]|\u00E2[\u0080\u0082][\u0080-\u00BF]/;

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decodeUnicode(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const line = lineAt(new TextDecoder(encoding).decode(bytes), undefined);
    throw invalidFile(`Line ${line} is not valid ${encoding}: the file is damaged or mixes encodings. ${SAVE_AGAIN}`);
  }
}

/** 0x80 to 0x9F. The five undefined bytes stay control characters. */
const upper = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Hand-written because `TextDecoder("windows-1252")` decodes ISO 8859-1 in some Node releases (nodejs/node#56542). */
function decodeWindows1252(bytes: Uint8Array): string {
  return latin1Of(bytes).replace(/[\x80-\x9f]/g, (control) => upper[control.charCodeAt(0) - 0x80] ?? control);
}

function latin1Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** Without a position, uses the first character that was not decoded. */
function lineAt(text: string, position: number | undefined): number {
  const end = position ?? Math.max(0, text.indexOf("\uFFFD"));
  return text.slice(0, end).split(/\r\n|\r|\n/).length;
}
