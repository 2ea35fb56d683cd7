/** A row of a list that can't be read. @public */
export interface OddRow {
  row: unknown;
  /** which field is odd, and how */
  why: string;
}

/** Told of each row that is left out of a list. @public */
export type OnOddRow = (odd: OddRow) => void;

/** What tells a row from something else; a schema of zod is one. @public */
export interface RowSchema<T> {
  safeParse(
    row: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly RowIssue[] } };
}

/** What is odd about a row. @public */
export interface RowIssue {
  path: readonly PropertyKey[];
  message: string;
}

function wordsOf(issues: readonly RowIssue[]): string {
  return issues
    .map(
      issue => `${issue.path.map(String).join('.') || 'row'}: ${issue.message}`,
    )
    .join('; ');
}

/** Reads a list row by row: one odd row hides no other. @public */
export function readRows<T>(
  rows: readonly unknown[],
  schema: RowSchema<T>,
  onOdd?: OnOddRow,
): T[] {
  return rows.flatMap(row => {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      return [parsed.data];
    }
    onOdd?.({ row, why: wordsOf(parsed.error.issues) });
    return [];
  });
}

/** A field of a row, where it is a text or a number; what a row without meaning may still be named by. @public */
export function fieldOf(row: unknown, name: string): string | undefined {
  const value =
    typeof row === 'object' && row !== null
      ? (row as Record<string, unknown>)[name]
      : undefined;
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : undefined;
}
