import {
  formatBytes,
  gpuTitle,
  type Resource,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { GridColDef } from '@mui/x-data-grid';
import { OwnerLink, StaleMark, StatusLabel } from '../../components';
import { addressesOf, describeAttribute, vlanOf } from '../../lib/attributes';
import { SCALAR_DIMENSION_LIST } from '../../lib/dimensions';
import { formatDay, formatRelative } from '../../lib/format';
import { kindLabel } from '../../lib/kinds';
import { HostUseCell, ProjectCell, ResourceNameCell, Wrapped } from './cells';

type Column = GridColDef<Resource>;

const fact = (
  field: string,
  headerName: string,
  text: (row: Resource) => string,
  width = 150,
): Column => ({
  field,
  headerName,
  width,
  sortable: false,
  valueGetter: (_, row) => text(row),
});

const attribute = (name: string, headerName: string, width?: number) =>
  fact(
    `attributes.${name}`,
    headerName,
    row => describeAttribute(row.attributes[name], name),
    width,
  );

const used = (dimension: (typeof SCALAR_DIMENSION_LIST)[number]): Column => ({
  field: `capacity.${dimension.id}`,
  headerName: dimension.label,
  width: dimension.id === 'vcpus' ? 140 : 180,
  sortable: false,
  display: 'flex',
  valueGetter: (_, row) =>
    row.capacity ? dimension.of(row.capacity.allocated) : null,
  renderCell: ({ row }) =>
    row.capacity && (
      <HostUseCell capacity={row.capacity} dimension={dimension} />
    ),
});

const NAME: Column = {
  field: 'name',
  display: 'flex',
  headerName: 'Name',
  flex: 1,
  minWidth: 240,
  renderCell: ({ row }) => <ResourceNameCell resource={row} />,
};
const KIND: Column = {
  field: 'kind',
  headerName: 'Kind',
  width: 110,
  valueFormatter: value => kindLabel(String(value)),
};
const STATUS: Column = {
  field: 'status',
  display: 'flex',
  headerName: 'Status',
  width: 130,
  renderCell: ({ row }) => <StatusLabel status={row.status} />,
};
const PROJECT: Column = {
  field: 'project',
  display: 'flex',
  headerName: 'Project',
  width: 150,
  renderCell: ({ row }) => <ProjectCell name={row.project} />,
};
const OWNER: Column = {
  field: 'owner',
  display: 'flex',
  headerName: 'Owner',
  width: 140,
  renderCell: ({ row }) => row.owner && <OwnerLink entityRef={row.owner} />,
};
const PROVIDER: Column = {
  field: 'provider',
  headerName: 'Provider',
  width: 120,
};
const SITE: Column = { field: 'site', headerName: 'Site', width: 90 };
const CREATED: Column = {
  field: 'createdAt',
  headerName: 'Created',
  width: 120,
  valueFormatter: value => (value ? formatDay(String(value)) : ''),
};
const LEASE: Column = {
  field: 'leaseEndsAt',
  headerName: 'Lease ends',
  width: 130,
  valueFormatter: value => (value ? formatRelative(String(value)) : ''),
};
const STALE: Column = {
  field: 'stale',
  display: 'flex',
  headerName: 'Freshness',
  width: 240,
  sortable: false,
  renderCell: ({ row }) =>
    row.stale && <StaleMark lastSeenAt={row.lastSeenAt} />,
};

const vectorPart = (index: number, width?: number) => {
  const dimension = SCALAR_DIMENSION_LIST[index];
  return fact(
    `vector.${dimension.id}`,
    dimension.label,
    row => (row.vector ? dimension.format(dimension.of(row.vector)) : ''),
    width ?? (dimension.id === 'vcpus' ? 75 : 90),
  );
};
const GPUS: Column = {
  ...fact(
    'gpus',
    'GPUs',
    row =>
      Object.entries(row.vector?.gpus ?? row.capacity?.total.gpus ?? {})
        .map(([model, count]) => `${count} × ${gpuTitle(model)}`)
        .join(', '),
    160,
  ),
  display: 'flex',
  renderCell: ({ value }) => <Wrapped>{value}</Wrapped>,
};
const ADDRESSES = fact(
  'addresses',
  'Addresses',
  row => addressesOf(row.attributes),
  150,
);
const ZONE = fact('zone', 'Zone', row => row.zone ?? '', 100);
const IMAGE_SIZE = fact(
  'sizeBytes',
  'Size',
  row =>
    typeof row.attributes.sizeBytes === 'number'
      ? formatBytes(row.attributes.sizeBytes)
      : '',
  100,
);

const BY_KIND: Record<ResourceKind, Column[]> = {
  // up to the lease as wide as the list is in a window of 1400 px
  instance: [
    NAME,
    { ...STATUS, width: 110 },
    { ...PROJECT, width: 140 },
    { ...ADDRESSES, width: 120 },
    attribute('flavor', 'Flavor', 95),
    vectorPart(0, 65),
    vectorPart(1, 80),
    { ...GPUS, width: 142 },
    { ...LEASE, width: 125 },
    OWNER,
    PROVIDER,
    SITE,
    CREATED,
  ],
  hypervisor: [
    { ...NAME, minWidth: 160 },
    STATUS,
    ...SCALAR_DIMENSION_LIST.filter(({ id }) => id !== 'instances').map(used),
    { ...GPUS, width: 230 },
    PROVIDER,
    SITE,
    ZONE,
    attribute('rack', 'Rack', 90),
  ],
  // together as wide as the list is in a window of 1400 px
  machine: [
    { ...NAME, minWidth: 130 },
    { ...STATUS, width: 150 },
    vectorPart(0, 60),
    vectorPart(1, 80),
    vectorPart(2, 80),
    { ...GPUS, width: 142 },
    attribute('powerState', 'Power', 86),
    { ...attribute('os', 'OS', 130), description: 'Operating system' },
    attribute('pool', 'Pool', 120),
    attribute('rack', 'Rack', 65),
    { ...ZONE, width: 80 },
  ],
  project: [NAME, STATUS, PROJECT, OWNER, PROVIDER, SITE, CREATED],
  flavor: [
    NAME,
    vectorPart(0),
    vectorPart(1),
    vectorPart(2),
    GPUS,
    PROVIDER,
    SITE,
  ],
  image: [
    { ...NAME, minWidth: 220 },
    { ...STATUS, width: 110 },
    { ...PROJECT, width: 140 },
    attribute('os', 'Operating system', 150),
    attribute('architecture', 'Architecture', 110),
    { ...IMAGE_SIZE, width: 85 },
    { ...PROVIDER, width: 110 },
    { ...SITE, width: 75 },
    CREATED,
  ],
  storage: [
    NAME,
    STATUS,
    ...SCALAR_DIMENSION_LIST.filter(({ id }) => id === 'storageBytes').map(
      used,
    ),
    attribute('type', 'Type', 110),
    PROVIDER,
    SITE,
    ZONE,
  ],
  volume: [NAME, STATUS, PROJECT, vectorPart(2), PROVIDER, SITE, ZONE, CREATED],
  // together as wide as the list is in a window of 1400 px
  network: [
    { ...NAME, minWidth: 170 },
    { ...STATUS, width: 100 },
    attribute('type', 'Type', 85),
    attribute('cidrs', 'Addresses', 150),
    fact('vlan', 'VLAN', row => vlanOf(row.attributes), 160),
    { ...PROJECT, width: 135 },
    { ...OWNER, width: 125 },
    { ...PROVIDER, width: 105 },
    { ...SITE, width: 75 },
  ],
};

/**
 * Columns that tell something about rows of a kind; of every kind when it is undefined.
 *
 * @param options - `stale` when some rows are, `mixed` when they are of several providers
 */
export function inventoryColumns(
  kind: ResourceKind | undefined,
  options: { stale: boolean; mixed: boolean },
): Column[] {
  const columns = kind
    ? BY_KIND[kind]
    : [NAME, KIND, STATUS, PROJECT, OWNER, PROVIDER, SITE, CREATED];
  const [name, ...facts] = columns;
  return [
    name,
    ...(options.stale ? [STALE] : []),
    ...facts,
    // there is room for it only where it is needed to tell machines apart
    ...(kind === 'machine' && options.mixed ? [PROVIDER] : []),
  ];
}
