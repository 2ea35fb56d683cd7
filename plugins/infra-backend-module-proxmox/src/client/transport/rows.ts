import type { z } from 'zod';

/** A row of a list that can't be read. */
export interface OddRow {
  row: unknown;
  /** which field is odd, and how */
  why: string;
}

/** Told of each row that is left out of a list. */
export type OnOddRow = (odd: OddRow) => void;

function wordsOf(error: z.ZodError): string {
  return error.issues
    .map(issue => `${issue.path.join('.') || 'row'}: ${issue.message}`)
    .join('; ');
}

/** Reads a list row by row: one odd row hides no other. */
export function readRows<T extends z.ZodType>(
  rows: readonly unknown[],
  schema: T,
  onOdd?: OnOddRow,
): Array<z.output<T>> {
  return rows.flatMap(row => {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      return [parsed.data];
    }
    onOdd?.({ row, why: wordsOf(parsed.error) });
    return [];
  });
}

/** A field of a row, where it is a text or a number; what a row without meaning may still be named by. */
export function fieldOf(row: unknown, name: string): string | undefined {
  const value =
    typeof row === 'object' && row !== null
      ? (row as Record<string, unknown>)[name]
      : undefined;
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : undefined;
}
