/**
 * Where a spreadsheet may see a cell begin: at the start and, as its country separates cells otherwise than the file,
 * after every semicolon, tab, bar and line end.
 */
const formulas = /(^|[;\t|\r\n])(["\s]*)('*)(?=[=+\-@＝＋－＠])/g;

/**
 * A text that no spreadsheet runs as a formula: wherever one could begin stands an apostrophe (OWASP, CSV injection). A
 * plus and digits alone stay as they are: there is nothing in them to run, and a phone number with an apostrophe is none
 * for every program that is no spreadsheet.
 */
export function csvCell(text: string): string {
  return /^\+\d+$/.test(text) ? text : text.replaceAll(formulas, "$1$2'$3");
}

/** The text that `csvCell` made this cell of. */
export function textOfCsvCell(cell: string): string {
  return cell.replaceAll(/(^|[;\t|\r\n])(["\s]*)'('*)(?=[=+\-@＝＋－＠])/g, "$1$2$3");
}
