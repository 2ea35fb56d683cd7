import type { Resource, ResourceKind } from '@ironstage/plugin-infra-common';
import { formatBytes } from '@ironstage/plugin-infra-common';
import type { GridColDef } from '@mui/x-data-grid';
import { OwnerLink, StaleMark, StatusLabel } from '../../components';
import { addressesOf, describeAttribute } from '../../lib/attributes';
import { SCALAR_DIMENSION_LIST } from '../../lib/dimensions';
import { formatDay, formatRelative, humanize } from '../../lib/format';
import { HostUseCell, ProjectCell, ResourceNameCell } from './cells';

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
    row => describeAttribute(row.attributes[name]),
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
  valueFormatter: value => humanize(String(value)),
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

const vectorPart = (index: number) => {
  const dimension = SCALAR_DIMENSION_LIST[index];
  return fact(
    `vector.${dimension.id}`,
    dimension.label,
    row => (row.vector ? dimension.format(dimension.of(row.vector)) : ''),
    dimension.id === 'vcpus' ? 75 : 90,
  );
};
const GPUS = fact(
  'gpus',
  'GPUs',
  row =>
    Object.entries(row.vector?.gpus ?? row.capacity?.total.gpus ?? {})
      .map(([model, count]) => `${count} × ${model}`)
      .join(', '),
  160,
);
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
  instance: [
    NAME,
    STATUS,
    PROJECT,
    ADDRESSES,
    attribute('flavor', 'Flavor', 110),
    vectorPart(0),
    vectorPart(1),
    GPUS,
    LEASE,
    OWNER,
    PROVIDER,
    SITE,
    CREATED,
  ],
  hypervisor: [
    NAME,
    STATUS,
    ...SCALAR_DIMENSION_LIST.filter(({ id }) => id !== 'instances').map(used),
    GPUS,
    PROVIDER,
    SITE,
    ZONE,
    attribute('rack', 'Rack', 90),
  ],
  machine: [
    NAME,
    STATUS,
    attribute('role', 'Role', 120),
    GPUS,
    PROVIDER,
    SITE,
    ZONE,
    attribute('rack', 'Rack', 90),
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
    NAME,
    STATUS,
    attribute('os', 'Operating system', 160),
    IMAGE_SIZE,
    PROVIDER,
    SITE,
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
  network: [
    NAME,
    STATUS,
    attribute('cidrs', 'Addresses', 180),
    PROJECT,
    OWNER,
    PROVIDER,
    SITE,
  ],
};

/** Columns that tell something about rows of a kind; of every kind when it is undefined. */
export function inventoryColumns(
  kind: ResourceKind | undefined,
  options: { stale: boolean },
): Column[] {
  const columns = kind
    ? BY_KIND[kind]
    : [NAME, KIND, STATUS, PROJECT, OWNER, PROVIDER, SITE, CREATED];
  if (!options.stale) {
    return columns;
  }
  return [columns[0], STALE, ...columns.slice(1)];
}
