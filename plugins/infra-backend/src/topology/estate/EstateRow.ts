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
  externalId: string;
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
  'external_id',
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

/**
 * Makes a row of its columns.
 *
 * @param intern - gives one text for all that are equal: fifty thousand rows have a few hundred statuses, hosts and owners
 */
export function toEstateRow(
  row: EstateColumns,
  intern: <T extends string | null | undefined>(text: T) => T,
): EstateRow {
  const parts = partsOf(row, fromJson<Attributes>(row.attributes));
  const made: EstateRow = {
    ref: row.ref,
    kind: intern(row.kind),
    provider: intern(row.provider),
    externalId: row.external_id,
    name: row.name,
    status: intern(row.status),
    site: intern(row.site),
    project: intern(row.project),
    owner: intern(row.owner),
    shared: Number(row.shared),
    tenant: intern(row.project_external_id),
    host: intern(row.host_ref),
    ...parts,
    image: intern(parts.image),
    flavor: intern(parts.flavor),
  };
  // what is not there takes room, too
  for (const key of Object.keys(made) as Array<keyof EstateRow>) {
    if (made[key] === undefined) {
      delete made[key];
    }
  }
  return made;
}
