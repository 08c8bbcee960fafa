/** Spreadsheets can start a cell at the start of the text and, depending on locale, after any of these separators. */
const formulas = /(^|[;\t|\r\n])(["\s]*)('*)(?=[=+\-@＝＋－＠])/g;

/** Defuses formulas (OWASP, CSV injection), but not a plus with digits: it is a phone number and cannot run. */
export function csvCell(text: string): string {
  return /^\+\d+$/.test(text) ? text : text.replaceAll(formulas, "$1$2'$3");
}

export function textOfCsvCell(cell: string): string {
  return cell.replaceAll(/(^|[;\t|\r\n])(["\s]*)'('*)(?=[=+\-@＝＋－＠])/g, "$1$2$3");
}
