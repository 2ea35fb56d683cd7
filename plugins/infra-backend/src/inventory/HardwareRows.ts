import type {
  HostCapacity,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { fromJson } from '../database/json';
import type { HostRow } from './InventoryStore';
import type { ResourceRow } from './resourceRow';
import { chunks } from './writeRows';

const KINDS = ['hypervisor', 'storage', 'machine'] as const;

/** Refs of one `in` list. */
const CHUNK = 500;

/** A bare-metal server as far as capacity goes. */
export interface MachineRow {
  ref: string;
  name: string;
  provider: string;
  site: string | null;
  zone: string | null;
  status: string;
  vector: ResourceVector | null;
  /** as the provider has it */
  role: string | null;
  pool: string | null;
  tags: string[];
}

/** What stands in the racks, by provider and name. */
export interface Hardware {
  hosts: HostRow[];
  machines: MachineRow[];
}

type Stored = Pick<
  ResourceRow,
  | 'ref'
  | 'kind'
  | 'name'
  | 'provider'
  | 'site'
  | 'zone'
  | 'status'
  | 'capacity'
  | 'vector'
  | 'attributes'
  | 'hash'
>;

type Known = { hash: string } & (
  | { host: HostRow | undefined }
  | { machine: MachineRow }
);

/**
 * Hosts, shared storage and machines, kept in memory: they are few beside what runs on them, and capacity is asked for
 * often. What has changed is found by the feed of changes and the fingerprints of rows, and only that is read anew.
 */
export class HardwareRows {
  private readonly known = new Map<string, Known>();
  private hardware: Hardware = { hosts: [], machines: [] };
  /** position in the feed of changes that was read up to, at least */
  private seen = -1;
  private reading: Promise<void> | undefined;

  constructor(private readonly knex: Knex) {}

  /** What the inventory has at the time of the call or a little later. */
  async all(): Promise<Hardware> {
    const last = await this.lastChange();
    while (this.seen < last) {
      // several that ask at the same time share a reading
      this.reading ??= this.read().finally(() => {
        this.reading = undefined;
      });
      await this.reading;
    }
    return this.hardware;
  }

  private async lastChange(): Promise<number> {
    const [{ last }] = await this.knex('infra_changes').max({ last: 'seq' });
    return Number(last ?? 0);
  }

  private async read(): Promise<void> {
    const seen = await this.lastChange();
    const found = await this.rows().select('ref', 'hash');
    const present = new Set(found.map(({ ref }) => ref));
    const gone = [...this.known.keys()].filter(ref => !present.has(ref));
    const changed = found.filter(
      ({ ref, hash }) => this.known.get(ref)?.hash !== hash,
    );
    for (const part of chunks(changed, CHUNK)) {
      const rows = await this.rows()
        .whereIn(
          'ref',
          part.map(({ ref }) => ref),
        )
        .select<Stored[]>(
          'ref',
          'kind',
          'name',
          'provider',
          'site',
          'zone',
          'status',
          'capacity',
          'vector',
          'attributes',
          'hash',
        );
      rows.forEach(row => this.known.set(row.ref, know(row)));
    }
    gone.forEach(ref => this.known.delete(ref));
    if (changed.length > 0 || gone.length > 0) {
      this.hardware = sorted(this.known.values());
    }
    this.seen = seen;
  }

  private rows() {
    return this.knex<ResourceRow>('infra_resources')
      .whereIn('kind', [...KINDS])
      .whereNull('removed_at');
  }
}

function know(row: Stored): Known {
  const { hash, kind, capacity, vector, attributes, ...place } = row;
  if (kind !== 'machine') {
    return {
      hash,
      // a host whose capacity nobody could read has none to add
      host: capacity
        ? {
            ...place,
            kind: kind === 'storage' ? 'storage' : 'hypervisor',
            capacity: fromJson<HostCapacity>(capacity),
          }
        : undefined,
    };
  }
  const { role, pool, tags } = fromJson<Record<string, unknown>>(attributes);
  return {
    hash,
    machine: {
      ...place,
      vector: fromJson<ResourceVector>(vector),
      role: typeof role === 'string' ? role : null,
      pool: typeof pool === 'string' ? pool : null,
      tags: Array.isArray(tags) ? tags.map(String) : [],
    },
  };
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

const byPlace = (
  a: { provider: string; name: string },
  b: { provider: string; name: string },
) => compare(a.provider, b.provider) || compare(a.name, b.name);

function sorted(known: Iterable<Known>): Hardware {
  const hosts: HostRow[] = [];
  const machines: MachineRow[] = [];
  for (const one of known) {
    if ('machine' in one) {
      machines.push(one.machine);
    } else if (one.host) {
      hosts.push(one.host);
    }
  }
  return { hosts: hosts.sort(byPlace), machines: machines.sort(byPlace) };
}
