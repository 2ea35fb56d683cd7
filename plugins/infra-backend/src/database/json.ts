import { configure } from 'safe-stable-stringify';

/** Reads a JSON column; null stays null. */
export function fromJson<T>(text: string): T;
export function fromJson<T>(text: string | null): T | null;
export function fromJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

/** Writes a JSON column; null and undefined become null. */
export function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

const stringify = configure({ circularValue: TypeError, strict: true });

/** JSON with sorted keys, so that equal values give equal text. */
export function stableJson(value: unknown): string {
  return stringify(value) ?? 'null';
}

/** A text without the one character that PostgreSQL can't keep, NUL. Clouds pass it on from firmware and guests. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '');
}

/** JSON of a value from outside, with all of its texts storable. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes('\\u0000')
    ? JSON.stringify(value, (_key, part) =>
        typeof part === 'string' ? storableText(part) : part,
      )
    : json;
}
