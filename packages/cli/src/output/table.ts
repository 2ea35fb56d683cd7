import { plain, type Paint } from './style';

/** A column of a table. */
export interface Column<T> {
  title: string;
  value: (row: T) => string | null | undefined;
  /** numbers stand on the right */
  right?: boolean;
}

/** Rows under aligned titles; nothing at the ends of lines. */
export function table<T>(
  columns: Column<T>[],
  rows: T[],
  paint: Paint = (_, text) => text,
): string {
  const cells = rows.map(row =>
    columns.map(column => plain(column.value(row) || '-')),
  );
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...cells.map(line => line[index].length)),
  );
  const line = (parts: string[]) =>
    parts
      .map((part, index) =>
        columns[index].right
          ? part.padStart(widths[index])
          : part.padEnd(widths[index]),
      )
      .join('  ')
      .trimEnd();
  return [
    paint('bold', line(columns.map(column => column.title))),
    ...cells.map(line),
  ].join('\n');
}

/** `title  value` lines; lines without a value are left out. */
export function facts(
  pairs: Array<[string, string | null | undefined]>,
): string {
  const shown = pairs.filter(([, value]) => value);
  const width = Math.max(...shown.map(([title]) => title.length));
  return shown
    .map(([title, value]) => `${title.padEnd(width)}  ${plain(value ?? '')}`)
    .join('\n');
}
