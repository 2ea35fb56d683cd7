import { formatBytes } from '@ironstage/plugin-infra-common';
import { attributeLabel, wordFor } from './attributeLabels';
import { formatDateTime, formatSpeed, isDateTime } from './format';

const NUMBERS: Array<[RegExp, (amount: number) => string]> = [
  [/bytes$/i, formatBytes],
  [/percent$/i, amount => `${amount} %`],
  [/mbps$/i, formatSpeed],
];

/** An operating system for a person: `ubuntu/noble` becomes `Ubuntu noble`. */
function describeOs(os: string): string {
  const [system, ...series] = os.split('/');
  const release = series.join('/');
  // an own image is told by its name; some series repeat their system: centos/centos70
  const words =
    release && (system === 'custom' || release.startsWith(system))
      ? release
      : [system, release].filter(Boolean).join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Sorts of networks and instances; others, such as of storages, are names of their own. */
const TYPES = new Map([
  ['bridge', 'Bridge'],
  ['container', 'Container'],
  ['subnet', 'Subnet'],
  ['vm', 'VM'],
  ['vnet', 'VNet'],
]);

const WORDS: Record<string, (word: string) => string> = {
  os: describeOs,
  type: word => TYPES.get(word) ?? word,
  powerState: wordFor,
  powerType: wordFor,
  visibility: wordFor,
};

/**
 * A fact of a resource as text: lists are joined, objects become `Key: value` pairs.
 *
 * @param name - of the attribute; tells what its numbers count, as in `sizeBytes`
 */
export function describeAttribute(value: unknown, name = ''): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'boolean') {
    return value ? 'Yes' : 'No';
  }
  if (typeof value === 'number') {
    const [, format = String] = NUMBERS.find(([end]) => end.test(name)) ?? [];
    return format(value);
  }
  if (Array.isArray(value)) {
    const items = value.map(item => describeAttribute(item, name));
    const apart = value.some(item => item && typeof item === 'object');
    return items.filter(Boolean).join(apart ? ' · ' : ', ');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, part]) => [attributeLabel(key), describeAttribute(part, key)])
      .filter(([, part]) => part)
      .map(pair => pair.join(': '))
      .join('; ');
  }
  const text = String(value);
  return isDateTime(text) ? formatDateTime(text) : WORDS[name]?.(text) ?? text;
}

/** The addresses of an instance, as text; empty when it has none. */
export function addressesOf(attributes: Record<string, unknown>): string {
  const { addresses } = attributes;
  if (!Array.isArray(addresses)) {
    return describeAttribute(addresses);
  }
  return addresses
    .map(entry =>
      entry && typeof entry === 'object' && 'address' in entry
        ? describeAttribute(entry.address)
        : describeAttribute(entry),
    )
    .filter(Boolean)
    .join(', ');
}

/** Whether a machine is on, and by what it is switched: `On (Redfish)`; empty when nothing is known. */
export function powerOf(attributes: Record<string, unknown>): string {
  const state = describeAttribute(attributes.powerState, 'powerState');
  const type = describeAttribute(attributes.powerType, 'powerType');
  return state && type ? `${state} (${type})` : state || type;
}

/** The VLAN of a network and the fabric it is in: `100 · fabric-1`; empty when it has none. */
export function vlanOf(attributes: Record<string, unknown>): string {
  return [attributes.vlan, attributes.fabric]
    .map(part => describeAttribute(part))
    .filter(Boolean)
    .join(' · ');
}
