import type { Schema } from '../contract/Contract';
import { checkFormat } from './formats';
import { namedMembers } from './namedMembers';
import { perlRegex } from './perlRegex';
import { parsePropertyString, PropertyStringError } from './propertyString';

/** As decoded from a query, a form or a JSON body. */
export type RawValue = string | number | boolean | null | RawValue[] | object;
export type RawParameters = Record<string, RawValue>;
/** After the check: booleans are 0 and 1, as Perl has them. */
export type Value = string | number | string[];
export type Parameters = Record<string, Value>;

export type Complaints = Record<string, string>;

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^(([+-]?)(?=\d|\.\d)\d*(\.\d*)?([Ee]([+-]?\d+))?)$/;

/** Complaints about one property string, in the layout of Perl's exception. */
function checkMembers(
  members: Record<string, Schema>,
  value: string,
  path: string,
): string | undefined {
  let values: Record<string, string>;
  try {
    values = parsePropertyString(members, value);
  } catch (error) {
    if (error instanceof PropertyStringError) {
      return error.message;
    }
    throw error;
  }
  const complaints: Complaints = {};
  checkObject(members, values, `${path}.`, complaints, {});
  const lines = Object.entries(complaints).map(
    ([at, text]) => `${at}: ${text}\n`,
  );
  return lines.length > 0 ? `format error\n${lines.join('')}` : undefined;
}

function checkNamed(format: string, value: string, path: string) {
  const members = namedMembers[format];
  return members
    ? checkMembers(members, value, path)
    : checkFormat(format, value);
}

function complaintAbout(
  schema: Schema,
  value: string,
  path: string,
): string | undefined {
  const { format, pattern, minimum, maximum, minLength, maxLength } = schema;
  if (format !== undefined) {
    const complaint =
      typeof format === 'string'
        ? checkNamed(format, value, path)
        : checkMembers(format, value, path);
    if (complaint !== undefined) {
      return `invalid format - ${complaint}`;
    }
  }
  if (pattern !== undefined && !perlRegex(pattern).test(value)) {
    return 'value does not match the regex pattern';
  }
  if (maxLength !== undefined && value.length > maxLength) {
    return `value may only be ${maxLength} characters long`;
  }
  if (minLength !== undefined && value.length < minLength) {
    return `value must be at least ${minLength} characters long`;
  }
  if (NUMBER.test(value)) {
    if (maximum !== undefined && Number(value) > Number(maximum)) {
      return `value must have a maximum value of ${maximum}`;
    }
    if (minimum !== undefined && Number(value) < Number(minimum)) {
      return `value must have a minimum value of ${minimum}`;
    }
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return `value '${value}' does not have a value in the enumeration '${schema.enum.join(
      ', ',
    )}'`;
  }
  return undefined;
}

function typeMatches(type: Schema['type'], value: string): boolean {
  switch (type) {
    case 'integer':
      return INTEGER.test(value);
    case 'number':
      return NUMBER.test(value);
    case 'boolean':
      return value === '0' || value === '1';
    default:
      return true;
  }
}

function scalarText(raw: RawValue): string {
  return typeof raw === 'boolean' ? String(Number(raw)) : String(raw);
}

function typed(schema: Schema, value: string): Value {
  return ['integer', 'number', 'boolean'].includes(schema.type ?? '')
    ? Number(value)
    : value;
}

function checkProperty(
  schema: Schema,
  raw: RawValue,
  path: string,
  complaints: Complaints,
): Value | undefined {
  if (schema.type === 'array') {
    // Form data cannot say that one value is a list of one.
    const list = Array.isArray(raw) ? raw : [raw];
    return list.map((item, i) => {
      const checked = checkProperty(
        schema.items ?? {},
        item,
        `${path}[${i}]`,
        complaints,
      );
      return String(checked);
    });
  }
  const isList =
    typeof schema.format === 'string' && schema.format.endsWith('-list');
  let value: string;
  if (Array.isArray(raw) && isList) {
    value = raw.map(scalarText).join(',');
  } else if (typeof raw === 'object') {
    const got = Array.isArray(raw) ? 'ARRAY' : 'HASH';
    complaints[path] = `type check ('${schema.type}') failed - got ${got}`;
    return undefined;
  } else {
    value = scalarText(raw);
  }
  if (!typeMatches(schema.type, value)) {
    complaints[path] = `type check ('${schema.type}') failed - got '${value}'`;
    return undefined;
  }
  const complaint = complaintAbout(schema, value, path);
  if (complaint !== undefined) {
    complaints[path] = complaint;
  }
  return typed(schema, value);
}

function checkObject(
  schemas: Record<string, Schema> | ReadonlyMap<string, Schema>,
  values: RawParameters,
  prefix: string,
  complaints: Complaints,
  out: Parameters,
): void {
  const entries =
    schemas instanceof Map ? [...schemas] : Object.entries(schemas);
  const known = new Map<string, Schema>(entries);
  for (const [name, raw] of Object.entries(values)) {
    const schema = known.get(name);
    if (!schema) {
      complaints[`${prefix}${name}`] =
        'property is not defined in schema and the schema does not allow additional properties';
    } else if (raw !== null) {
      const value = checkProperty(schema, raw, `${prefix}${name}`, complaints);
      if (value !== undefined) {
        out[name] = value;
      }
      const { requires } = schema;
      if (requires !== undefined && values[requires] === undefined) {
        complaints[
          `${prefix}${requires}`
        ] = `missing property - '${prefix}${name}' requires this property`;
      }
    }
  }
  for (const [name, schema] of known) {
    const missing = values[name] === undefined || values[name] === null;
    if (missing && !schema.optional && !schema.alias) {
      complaints[`${prefix}${name}`] ??=
        'property is missing and it is not optional';
    }
  }
}

/**
 * Checks a request against the schema of its endpoint, with the texts of
 * pve-common's JSONSchema.pm.
 *
 * @returns the values with their types, and complaints by parameter
 */
export function checkParameters(
  schemas: ReadonlyMap<string, Schema>,
  open: boolean,
  given: RawParameters,
): { values: Parameters; complaints: Complaints } {
  const complaints: Complaints = {};
  const values: Parameters = {};
  const listed = open
    ? Object.fromEntries(
        Object.entries(given).filter(([name]) => schemas.has(name)),
      )
    : given;
  checkObject(schemas, listed, '', complaints, values);
  return { values, complaints };
}
