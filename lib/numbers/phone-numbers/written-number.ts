/**
 * Drops invisible characters, unifies spaces, hyphens, and pluses, and converts digits of other scripts to ASCII. Keeps
 * superscripts, fractions, and circled digits, which may be footnotes.
 */
export function plainNumberText(text: string): string {
  return text
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replaceAll(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\p{Pd}\u2212\u2043\u02D7\u30FC]/gu, "-")
    .replaceAll(/[\u00B7\u2022\u2024\u2027\u2219\u30FB]/g, ".")
    .replaceAll(/[\u2018\u2019\u02BC]/g, "'")
    .replaceAll(/[\u201C-\u201F]/g, '"')
    .replaceAll("\uFE62", "+")
    .replaceAll(/[\p{Zs}\u0085\u2800]/gu, " ")
    .replaceAll(/(?!\d)\p{Nd}/gu, digitOf)
    .trim();
}

/** Unicode stores each script's decimal digits contiguously, from zero to nine. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}
