import type { Schema } from '../contract/Contract';

export type Members = Record<string, Schema>;
export type PropertyValues = Record<string, string>;

const YES = /^(1|on|yes|true)$/i;
const NO = /^(0|off|no|false)$/i;

/** What the schema check says about a property string, without `format error`. */
export class PropertyStringError extends Error {}

function canonical(schema: Schema, value: string): string {
  if (schema.type !== 'boolean') {
    return value;
  }
  if (YES.test(value)) {
    return '1';
  }
  return NO.test(value) ? '0' : value;
}

function defaultKey(members: Members): string | undefined {
  return Object.keys(members).find(key => members[key].default_key);
}

/**
 * Splits `virtio=BC:…,bridge=vmbr0` into its members, as JSONSchema.pm of
 * pve-common does: a part without a key goes to the default key, aliases are
 * resolved, booleans become 0 and 1. Values are not checked here.
 *
 * @throws PropertyStringError with the text of the original
 */
export function parsePropertyString(
  members: Members,
  text: string,
): PropertyValues {
  const out: PropertyValues = {};
  for (const part of text.split(',')) {
    if (/^\s*$/.test(part)) {
      continue;
    }
    const pair = /^([^=]+)=(.+)$/s.exec(part);
    if (pair) {
      assign(members, out, pair[1], pair[2]);
    } else if (part.includes('=')) {
      throw new PropertyStringError(
        'missing key in comma-separated list property\n',
      );
    } else {
      const key = defaultKey(members);
      if (key === undefined) {
        throw new PropertyStringError(
          'value without key, but schema does not define a default key\n',
        );
      }
      if (key in out) {
        throw new PropertyStringError(
          `duplicate key in comma-separated list property: ${key}\n`,
        );
      }
      out[key] = canonical(members[key], part);
    }
  }
  return out;
}

function assign(
  members: Members,
  out: PropertyValues,
  given: string,
  value: string,
) {
  if (given in out) {
    throw new PropertyStringError(
      `duplicate key in comma-separated list property: ${given}\n`,
    );
  }
  let key = given;
  const own = members[given];
  if (own?.alias) {
    if (own.keyAlias) {
      if (own.keyAlias in out) {
        throw new PropertyStringError(
          `key alias '${own.keyAlias}' is already defined\n`,
        );
      }
      out[own.keyAlias] = given;
    }
    key = own.alias;
  }
  const schema = members[key];
  if (!schema) {
    throw new PropertyStringError(
      `invalid key in comma-separated list property: ${given}\n`,
    );
  }
  out[key] = canonical(schema, value);
}

/** Parts of a stored value, without a schema: `a,b=c` gives `{'': 'a', b: 'c'}`. */
export function looseParts(text: string): PropertyValues {
  const out: PropertyValues = {};
  // Perl's split leaves empty parts at the end out, and the original skips blank ones
  for (const part of text.split(',').filter(one => one.trim() !== '')) {
    const at = part.indexOf('=');
    if (at < 0) {
      out[''] = part;
    } else {
      out[part.slice(0, at)] = part.slice(at + 1);
    }
  }
  return out;
}

/** The reverse of {@link looseParts}; undefined values are left out. */
export function joinParts(values: Record<string, string | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (key === '' ? value : `${key}=${value}`))
    .join(',');
}
