import { formatBytes } from '@ironstage/plugin-infra-common';
import { formatSpeed } from './format';

/** A part of a machine: what it is called, and what is worth knowing of it. */
export interface HardwarePart {
  name: string;
  details: string[];
}

/** Parts of one sort, under their heading. */
export interface HardwareGroup {
  /** the attribute it was read from */
  attribute: string;
  title: string;
  parts: HardwarePart[];
}

type Row = Record<string, unknown>;

const DISK_KINDS: Record<string, string> = {
  nvme: 'NVMe',
  ssd: 'SSD',
  hdd: 'HDD',
};

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKnown = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value !== '');

const text = (value: unknown) => (isKnown(value) ? String(value) : '');

function numeric(value: unknown, format: (amount: number) => string): string {
  return typeof value === 'number' ? format(value) : '';
}

function part(name: string, details: string[]): HardwarePart {
  return { name, details: details.filter(Boolean) };
}

function disk(row: Row): HardwarePart {
  const kind = text(row.kind);
  return part(text(row.name) || 'Disk', [
    numeric(row.sizeBytes, formatBytes),
    DISK_KINDS[kind] ?? (kind === 'unknown' ? '' : kind),
    text(row.model),
  ]);
}

function linkState(up: unknown): string {
  if (typeof up !== 'boolean') {
    return '';
  }
  return up ? 'up' : 'down';
}

function nic(row: Row): HardwarePart {
  const vlan = isKnown(row.vlan) ? `VLAN ${row.vlan}` : '';
  const addresses = Array.isArray(row.addresses) ? row.addresses : [];
  return part(text(row.name) || 'Interface', [
    text(row.mac),
    [vlan, text(row.network)].filter(Boolean).join(' '),
    numeric(row.speedMbps, formatSpeed),
    linkState(row.up),
    addresses.filter(isKnown).join(', '),
  ]);
}

function numaNode(row: Row): HardwarePart {
  return part(`Node ${text(row.index)}`.trim(), [
    numeric(row.vcpus, amount => `${amount} vCPU`),
    numeric(row.memoryBytes, formatBytes),
  ]);
}

function groupBy(rows: Row[], keyOf: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups];
}

/** Cards of one model are one part, which tells where on the bus each of them is. */
function gpus(rows: Row[]): HardwarePart[] {
  return groupBy(rows, row => text(row.model)).map(([model, cards]) => {
    const ids = cards
      .filter(card => isKnown(card.vendorId) && isKnown(card.productId))
      .map(card => `${card.vendorId}:${card.productId}`);
    const places = groupBy(cards, card => text(card.numaNode)).map(
      ([node, near]) => {
        const addresses = near.map(card => text(card.pciAddress));
        const listed = addresses.filter(Boolean).join(', ');
        return node && listed ? `node ${node}: ${listed}` : listed;
      },
    );
    return part(`${cards.length} × ${model || 'unknown model'}`, [
      ids.length > 0 ? `PCI ID ${[...new Set(ids)].join(', ')}` : '',
      ...places,
    ]);
  });
}

const GROUPS: Array<[string, string, (rows: Row[]) => HardwarePart[]]> = [
  ['gpus', 'GPUs', gpus],
  ['disks', 'Disks', rows => rows.map(disk)],
  ['nics', 'Network interfaces', rows => rows.map(nic)],
  ['numaNodes', 'NUMA nodes', rows => rows.map(numaNode)],
];

/** What a machine is made of, by its attributes; what is not a list of objects is left to others. */
export function hardwareOf(attributes: Row): HardwareGroup[] {
  return GROUPS.flatMap(([attribute, title, read]) => {
    const rows = attributes[attribute];
    return Array.isArray(rows) && rows.length > 0 && rows.every(isRow)
      ? [{ attribute, title, parts: read(rows) }]
      : [];
  });
}
