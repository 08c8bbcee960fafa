import { invalidFile } from "./invalid-file";

/** Only letters and digits are compared. */
const phoneNumberNames: ReadonlySet<string> = new Set(
  [
    ["phonenumber", "phone", "phoneno", "phonenr", "phonenum", "number", "numbers", "phonenumbers", "phones"],
    ["e164", "phonenumbere164", "phonee164", "numbere164", "e164number", "e164phonenumber", "e164phone"],
    ["telephone", "telephonenumber", "telephoneno", "tel", "telno", "telnumber", "tn", "tns"],
    ["did", "dids", "didnumber", "didnumbers", "ddi", "ddinumber", "msisdn", "msisdns"],
    ["mobile", "mobilenumber", "mobileno", "mobilephone", "mobilephonenumber"],
    ["cell", "cellphone", "cellnumber", "cellphonenumber", "landline"],
    ["telefon", "telefonnummer", "rufnummer", "nummer", "handynummer", "telefono", "numerodetelefono"],
    ["numerodetelephone", "numerotelephone", "numero", "telefone", "numerodetelefone", "telefoonnummer"],
  ].flat(),
);

const trunkNames: ReadonlySet<string> = new Set(
  ["trunk", "siptrunk", "voicetrunk"].flatMap((name) => [name, `${name}id`, `${name}name`, `${name}nameorid`]),
);

export function findColumns(cells: string[]): { phoneNumber: number[]; trunk: number[] } {
  const plain = cells.map(plainName);
  const called = (names: ReadonlySet<string>) => plain.flatMap((name, index) => (names.has(name) ? [index] : []));
  return { phoneNumber: called(phoneNumberNames), trunk: called(trunkNames) };
}

/** Keeps delimiters, because a name that contains one may show which delimiter the file uses. */
const plainName = (cell: string) =>
  cell
    .trim()
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9,;\t|]/g, "");

export type Header = {
  phoneNumber: number;
  trunk: number | undefined;
  width: number;
  ignored: string[];
  /** One sentence per ignored column that looks like a trunk column. */
  warnings: string[];
};

/** Throws `validation_failed` for a missing phone number column or a repeated column. */
export function readHeader(cells: string[]): Header {
  const columns = findColumns(cells);
  const phoneNumber = onlyOne(cells, columns.phoneNumber, "phone number", "phone_number");
  const trunk = onlyOne(cells, columns.trunk, "trunk", "trunk");
  if (phoneNumber === undefined) {
    throw invalidFile(
      "The first line must name the columns: phone_number and, unless a trunk is chosen for all, trunk.",
    );
  }
  const ignored = cells.filter((cell, index) => cell.trim() !== "" && index !== phoneNumber && index !== trunk);
  const trunkLike = trunk === undefined ? ignored.filter((cell) => plainName(cell).includes("trunk")) : [];
  const warnings = trunkLike.map(
    (cell) => `The column ${quoted(cell)} is not used. To read trunks from it, call it trunk.`,
  );
  return {
    phoneNumber,
    trunk,
    width: cells.length,
    ignored: ignored.map((cell) => cell.trim().slice(0, 100)).slice(0, 50),
    warnings: warnings.slice(0, 5),
  };
}

function onlyOne(cells: string[], found: number[], meaning: string, name: string): number | undefined {
  if (found.length > 1) {
    const called = found.map((index) => quoted(cells[index] ?? "")).slice(0, 5);
    const list = `${called.slice(0, -1).join(", ")} and ${called.at(-1)}`;
    throw invalidFile(`The first line names the ${meaning} twice: ${list}. Keep ${name} and rename the other.`);
  }
  return found[0];
}

const quoted = (cell: string) => `“${cell.trim().slice(0, 50)}”`;
