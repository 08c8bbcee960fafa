/**
 * A text that a spreadsheet will not run as a formula: one that begins like one gets an apostrophe, which spreadsheets
 * hide (OWASP, CSV injection). A plus and digits alone stay as they are: there is nothing in them to run, and a phone
 * number with an apostrophe is none for every program that is no spreadsheet.
 */
export function csvCell(text: string): string {
  if (/^\+\d+$/.test(text)) return text;
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
