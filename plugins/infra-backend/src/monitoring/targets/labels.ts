/** What a label of Prometheus may be called, everywhere: 2.x refuses a whole list for one `-`. */
const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Longer values help nobody, and servers that receive samples refuse them (Mimir: 2048 bytes). */
const MAX_VALUE = 200;

/** Whether something may be the name of a label that we set; names with two underscores are Prometheus's own. */
export function isLabelName(name: string): boolean {
  return NAME.test(name) && !name.startsWith('__');
}

// eslint-disable-next-line no-control-regex -- they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f]+/g;

/**
 * A value as it is safe in a label: well-formed, on one line, not too long.
 *
 * @returns undefined for what is nothing; Prometheus takes an empty label for an absent one
 */
export function labelValue(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const text = Buffer.from(value.replace(CONTROL, ' ').trim()).toString();
  return [...text].slice(0, MAX_VALUE).join('').trim() || undefined;
}

/** The labels that have a value. One that were a number or null would cost the whole list. */
export function labelsOf(
  values: Record<string, unknown>,
): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = labelValue(value);
    if (text !== undefined && isLabelName(name)) {
      labels[name] = text;
    }
  }
  return labels;
}
