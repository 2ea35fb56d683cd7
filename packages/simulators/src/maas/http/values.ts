import { invalid, refuse } from './reply';

const yes = new Set(['true', 't', 'yes', 'y', 'on', '1']);
const no = new Set(['false', 'f', 'no', 'n', 'off', '0']);

/** A boolean as MAAS takes it: true/false, 1/0, on/off, yes/no. */
export function flag(
  data: URLSearchParams,
  name: string,
  fallback = false,
): boolean {
  const value = data.get(name)?.trim().toLowerCase();
  if (value === undefined || value === '') {
    return fallback;
  }
  if (yes.has(value)) {
    return true;
  }
  if (no.has(value)) {
    return false;
  }
  throw refuse(400, `Invalid ${name}: Value should be 'true' or 'false'`);
}

/** All values of a repeatable parameter, empty ones left out. */
export function list(data: URLSearchParams, name: string): string[] {
  return data.getAll(name).filter(value => value !== '');
}

/** Tags and the like: repeated, or separated by commas or spaces. */
export function words(data: URLSearchParams, name: string): string[] {
  return list(data, name)
    .flatMap(value => value.split(/[,\s]+/))
    .filter(Boolean);
}

export function required(data: URLSearchParams, name: string): string {
  const value = data.get(name);
  if (!value) {
    throw invalid({ [name]: ['This field is required.'] });
  }
  return value;
}

/** Collects messages by field, to be thrown together. */
export class FieldErrors {
  readonly #fields: Record<string, string[]> = {};

  add(field: string, message: string): void {
    (this.#fields[field] ??= []).push(message);
  }

  has(field: string): boolean {
    return field in this.#fields;
  }

  throwIfAny(): void {
    if (Object.keys(this.#fields).length > 0) {
      throw invalid(this.#fields);
    }
  }
}
