import { isJson, type Json } from '../../kernel/json';
import { checkMembers, invalidField } from './errors';

const base = [
  'name',
  'flavorRef',
  'imageRef',
  'adminPass',
  'metadata',
  'networks',
  'OS-DCF:diskConfig',
  'accessIPv4',
  'accessIPv6',
  'personality',
  'availability_zone',
  'block_device_mapping',
  'block_device_mapping_v2',
  'config_drive',
  'key_name',
  'min_count',
  'max_count',
  'return_reservation_id',
  'security_groups',
  'user_data',
];
const since: Array<[number, string[]]> = [
  [19, ['description']],
  [52, ['tags']],
  [63, ['trusted_image_certificates']],
  [74, ['host', 'hypervisor_hostname']],
  [90, ['hostname']],
];

function text(field: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw invalidField(field, value, `${value} is not of type 'string'`);
  }
  return value;
}

export function checkServerName(value: unknown): string {
  const name = text('name', value);
  if (name.length > 255) {
    throw invalidField('name', name, `'${name}' is too long`);
  }
  if (name.trim() === '') {
    throw invalidField('name', name, `'${name}' is too short`);
  }
  return name;
}

export function checkMetadata(value: unknown): Record<string, string> {
  if (value === undefined) {
    return {};
  }
  if (!isJson(value)) {
    throw invalidField('metadata', value, "is not of type 'object'");
  }
  for (const [key, item] of Object.entries(value)) {
    if (!/^[a-zA-Z0-9-_:. ]{1,255}$/.test(key)) {
      throw invalidField(
        'metadata',
        value,
        `'${key}' does not match any of the regexes: '^[a-zA-Z0-9-_:. ]{1,255}$'`,
      );
    }
    if (typeof item !== 'string') {
      throw invalidField(key, item, `${item} is not of type 'string'`);
    }
    if (item.length > 255) {
      throw invalidField(key, item, `'${item}' is too long`);
    }
  }
  return value as Record<string, string>;
}

export function checkTags(value: unknown): string[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw invalidField('tags', value, "is not of type 'array'");
  }
  if (value.length > 50) {
    throw invalidField('tags', value, 'is too long');
  }
  value.forEach((tag, i) => checkTag(i, tag));
  return [...new Set(value as string[])];
}

export function checkTag(field: string | number, tag: unknown): string {
  if (typeof tag !== 'string' || tag === '') {
    throw invalidField(field, tag, `${tag} is not of type 'string'`);
  }
  if (tag.length > 60) {
    throw invalidField(field, tag, `'${tag}' is too long`);
  }
  if (/[,/]/.test(tag)) {
    throw invalidField(field, tag, `'${tag}' does not match '^[^,/]*$'`);
  }
  return tag;
}

function checkUserData(value: unknown): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  const data = text('user_data', value);
  if (data.length > 65535) {
    throw invalidField('user_data', data, `'${data}' is too long`);
  }
  const base64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data);
  if (!base64 || data.replace(/\s/g, '').length % 4 !== 0) {
    throw invalidField('user_data', data, `'${data}' is not a 'base64'`);
  }
  return data;
}

function checkHostname(value: unknown): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const name = text('hostname', value);
  if (!/^[a-zA-Z0-9]+[a-zA-Z0-9-]*[a-zA-Z0-9]+$/.test(name)) {
    throw invalidField(
      'hostname',
      name,
      `'${name}' does not match '^[a-zA-Z0-9]+[a-zA-Z0-9-]*[a-zA-Z0-9]+$'`,
    );
  }
  return name;
}

function checkNetworks(server: Json, minor: number): void {
  const { networks } = server;
  if (networks === undefined) {
    if (minor >= 37) {
      throw invalidField('server', server, "'networks' is a required property");
    }
    return;
  }
  const word = minor >= 37 && (networks === 'auto' || networks === 'none');
  if (!word && !Array.isArray(networks)) {
    throw invalidField(
      'networks',
      networks,
      `${
        networks === null ? 'None' : `'${networks}'`
      } is not valid under any of the given schemas`,
    );
  }
}

/** The checked body of a create, before anything is looked up. */
export interface ServerInput {
  name: string;
  metadata: Record<string, string>;
  tags: string[];
  userData: string | null;
  hostname: string | undefined;
  /** The body itself, for what needs the tables. */
  raw: Json;
}

/** What Nova's JSON schema refuses, in its words. */
export function checkServerInput(server: Json, minor: number): ServerInput {
  const allowed = since.reduce(
    (list, [from, names]) => (minor >= from ? [...list, ...names] : list),
    base,
  );
  for (const key of ['name', 'flavorRef']) {
    if (server[key] === undefined) {
      throw invalidField('server', server, `'${key}' is a required property`);
    }
  }
  const input: ServerInput = {
    name: checkServerName(server.name),
    userData: checkUserData(server.user_data),
    metadata: checkMetadata(server.metadata),
    tags: checkTags(server.tags),
    hostname: checkHostname(server.hostname),
    raw: server,
  };
  checkNetworks(server, minor);
  checkMembers('server', server, allowed);
  return input;
}
