/** What a cell of CSV is made of. */
export type Cell = string | number | boolean | null | undefined;

/**
 * What spreadsheets take for the beginning of a formula, wherever their import sees a cell begin: after blanks and after
 * quotes too. Tab and CR move what follows into a cell of its own.
 */
const FORMULA = /^(["'\s]*[=+\-@＝＋－＠]|[\t\r])/;

/** What a cell needs quotes for; other programs part cells at semicolons or tabs. */
const QUOTED = /[",;\t\r\n]|^\s|\s$/;

/** Texts that would be formulas get an apostrophe in front, which spreadsheets take as "this is text". */
function cell(value: Cell): string {
  if (typeof value !== 'string') {
    return value === null || value === undefined ? '' : String(value);
  }
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV (RFC 4180), its end included. Texts do nothing in a spreadsheet but be read. */
export function csvLine(cells: Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
