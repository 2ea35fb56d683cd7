import { asList, asText, isJson, type Json } from '../../kernel/json';
import { ApiError } from '../../kernel/http/types';
import { invalidField } from './errors';

const known = new Set([
  'id',
  'name',
  'domain_id',
  'parent_id',
  'description',
  'enabled',
  'tags',
  'is_domain',
  'options',
]);

export function checkName(value: unknown): string {
  const name = asText(value);
  if (name === undefined) {
    throw new ApiError(400, "'name' is a required property");
  }
  if (name.length > 64) {
    throw invalidField('name', name, 'is too long');
  }
  if (!/\S/.test(name)) {
    throw invalidField('name', name, "does not match '[\\\\S]+'");
  }
  return name;
}

export function checkTags(value: unknown): string[] {
  const tags = asList(value);
  tags.forEach((tag, i) => {
    if (typeof tag !== 'string' || tag.length < 1 || tag.length > 255) {
      throw invalidField(`tags/${i}`, String(tag), 'is too long');
    }
    if (/[,/]/.test(tag)) {
      throw invalidField(`tags/${i}`, tag, "does not match '^[^,/]*$'");
    }
  });
  if (tags.length > 80) {
    throw new ApiError(400, `${tags} is too long`);
  }
  if (new Set(tags).size !== tags.length) {
    const shown = tags.map(tag => `'${tag}'`).join(', ');
    throw new ApiError(400, `[${shown}] has non-unique elements`);
  }
  return tags as string[];
}

/** Attributes Keystone stores without knowing them. */
export function extraOf(input: Json): Json {
  return Object.fromEntries(
    Object.entries(input).filter(([key]) => !known.has(key)),
  );
}

export function checkFlag(value: unknown, field: string): boolean | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== 'boolean') {
    const shown = isJson(value) ? '{}' : String(value);
    throw invalidField(field, shown, "is not of type 'boolean'");
  }
  return value;
}
