import {
  hostFactsOf,
  type HostCapacity,
  type HostFacts,
  type HostSource,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import { fromJson } from '../../database/json';
import type { ResourceRow } from '../../inventory/resourceRow';

/** What relations and blast radius need of a row of the inventory. Columns have the names that conditions use. */
export interface EstateRow {
  ref: string;
  kind: ResourceKind;
  provider: string;
  name: string;
  status: string;
  site: string | null;
  project: string | null;
  owner: string | null;
  shared: number;
  /** id of the tenant at the provider */
  tenant: string | null;
  /** ref of the hypervisor, of instances */
  host: string | null;
  /** of machines and hypervisors */
  facts?: HostFacts;
  /** of machines: as the provider has them */
  rack?: string;
  role?: string;
  /** of machines: external id of the instance that is the machine as a whole */
  instance?: string;
  /** of hypervisors: the greater part of vCPUs or memory that is taken */
  allocated?: number;
  /** of instances: names at the provider */
  image?: string;
  flavor?: string;
  networks?: readonly string[];
  addresses?: readonly string[];
  volumes?: readonly string[];
  group?: { name: string; policy: string | null };
  /** of volumes: external ids of instances */
  attachedTo?: readonly string[];
  /** of images: external id of an instance */
  snapshotOf?: string;
  /** of networks */
  cidrs?: readonly string[];
  external?: boolean;
}

/** How machines and hosts are told from each other. */
export const HOST_SOURCE: HostSource<EstateRow> = {
  factsOf: row => row.facts ?? {},
  sourceOf: row => row.provider,
};

/** Columns that it is made of. */
export const ESTATE_COLUMNS = [
  'ref',
  'kind',
  'provider',
  'name',
  'status',
  'site',
  'project',
  'owner',
  'shared',
  'project_external_id',
  'host_ref',
  'capacity',
  'attributes',
] as const;

/** {@inheritDoc ESTATE_COLUMNS} */
export type EstateColumns = Pick<ResourceRow, (typeof ESTATE_COLUMNS)[number]>;

type Attributes = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const texts = (value: unknown): string[] | undefined => {
  const list = Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string')
    : [];
  return list.length > 0 ? list : undefined;
};

function groupOf(value: unknown): EstateRow['group'] {
  const { name, policy } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string'
    ? { name, policy: text(policy) ?? null }
    : undefined;
}

/** The greater part of what a host may promise that is taken; undefined for one that promises nothing. */
export function allocatedPart(capacity: HostCapacity): number | undefined {
  const parts = (['vcpus', 'memoryBytes'] as const)
    .filter(name => capacity.deliverable[name] > 0)
    .map(name => capacity.allocated[name] / capacity.deliverable[name]);
  return parts.length > 0 ? Math.max(...parts) : undefined;
}

function partsOf(
  row: EstateColumns,
  attributes: Attributes,
): Partial<EstateRow> {
  switch (row.kind) {
    case 'machine':
      return {
        facts: hostFactsOf({ name: row.name, site: row.site, attributes }),
        rack: text(attributes.rack),
        role: text(attributes.role),
        instance: text(attributes.instance),
      };
    case 'hypervisor':
      return {
        facts: hostFactsOf({ name: row.name, site: row.site, attributes }),
        allocated: row.capacity
          ? allocatedPart(fromJson<HostCapacity>(row.capacity))
          : undefined,
      };
    case 'instance':
      return {
        image: text(attributes.image),
        flavor: text(attributes.flavor),
        networks: texts(attributes.networks),
        addresses: texts(attributes.addresses),
        volumes: texts(attributes.volumes),
        group: groupOf(attributes.serverGroup),
      };
    case 'volume':
      return { attachedTo: texts(attributes.attachedTo) };
    case 'image':
      return { snapshotOf: text(attributes.snapshotOf) };
    case 'network':
      return {
        cidrs: texts(attributes.cidrs),
        external: attributes.external === true,
      };
    default:
      return {};
  }
}

/** Gives one value for all that are equal. */
export class Interned {
  private readonly texts = new Map<string, string>();
  private readonly lists = new Map<string, readonly string[]>();

  text<T extends string | null | undefined>(value: T): T {
    if (typeof value !== 'string') {
      return value;
    }
    const known = this.texts.get(value);
    if (known === undefined) {
      this.texts.set(value, value);
    }
    return (known ?? value) as T;
  }

  list(list: readonly string[] | undefined): readonly string[] | undefined {
    const key = list?.join('\n');
    if (key === undefined) {
      return undefined;
    }
    const known = this.lists.get(key) ?? list!;
    this.lists.set(key, known);
    return known;
  }
}

/** Makes a row of its columns; fifty thousand rows have a few hundred statuses, hosts, owners and networks. */
export function toEstateRow(row: EstateColumns, one: Interned): EstateRow {
  const parts = partsOf(row, fromJson<Attributes>(row.attributes));
  return {
    ref: row.ref,
    kind: one.text(row.kind),
    provider: one.text(row.provider),
    name: row.name,
    status: one.text(row.status),
    site: one.text(row.site),
    project: one.text(row.project),
    owner: one.text(row.owner),
    shared: Number(row.shared),
    tenant: one.text(row.project_external_id),
    host: one.text(row.host_ref),
    ...parts,
    ...(row.kind === 'instance' && {
      image: one.text(parts.image),
      flavor: one.text(parts.flavor),
      networks: one.list(parts.networks),
    }),
  };
}

/** Id of a row at its provider. */
export function externalIdOf({ ref }: EstateRow): string {
  return ref.slice(ref.indexOf('/') + 1);
}
