/** Controls, format characters, spaces and fillers are invisible; marks are visible only on another character. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}]/gu;

export function isVisible(text: string): boolean {
  return text.replaceAll(invisible, "") !== "";
}

/** Normalizes a name for comparison: one encoding of accents, no invisible characters, single spaces. Case is kept. */
export function readableName(name: string): string {
  return name
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replaceAll(/[\p{Z}\p{Cc}\u2800]+/gu, " ")
    .normalize("NFKC")
    .replaceAll(/ +/g, " ")
    .trim();
}
