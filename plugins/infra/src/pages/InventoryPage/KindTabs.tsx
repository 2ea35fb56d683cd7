import {
  RESOURCE_KINDS,
  type FacetCount,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';

/** What rows of a kind are called, many of them. */
export const KIND_TITLES: Record<ResourceKind, string> = {
  machine: 'Machines',
  hypervisor: 'Hypervisors',
  instance: 'Instances',
  project: 'Tenants',
  flavor: 'Flavors',
  image: 'Images',
  network: 'Networks',
  storage: 'Storages',
  volume: 'Volumes',
};

/** Kinds in the order people look for them. */
const ORDER: ResourceKind[] = [
  'instance',
  'hypervisor',
  'machine',
  'network',
  'storage',
  'volume',
  'flavor',
  'image',
  'project',
];

/** What a kind is called, and how many rows there are of it once that is known. */
function KindLabel(props: { title: string; count: number | undefined }) {
  const { title, count } = props;
  return (
    <span>
      {title}{' '}
      {count !== undefined && (
        <Box
          component="span"
          sx={{ ml: 0.5, fontWeight: 400, color: 'text.secondary' }}
        >
          {count.toLocaleString('en')}
        </Box>
      )}
    </span>
  );
}

/** Chooses the kind of rows. */
export function KindTabs(props: {
  kind: ResourceKind | undefined;
  /** how many rows the other filters leave of each kind; undefined while that is not known */
  counts: FacetCount[] | undefined;
  onChange: (kind: ResourceKind | undefined) => void;
}) {
  const { counts } = props;
  const countOf = (kind: ResourceKind) =>
    counts && (counts.find(({ value }) => value === kind)?.count ?? 0);
  const all = counts?.reduce((sum, { count }) => sum + count, 0);
  return (
    <Tabs
      value={props.kind ?? 'all'}
      onChange={(_, value) =>
        props.onChange(RESOURCE_KINDS.find(kind => kind === value))
      }
      variant="scrollable"
      aria-label="Kind of resource"
      sx={{
        mb: 2,
        borderBottom: 1,
        borderColor: 'divider',
        '& [role=tab]': { minWidth: 0, px: 1.25 },
        '& [aria-selected=true]': { fontWeight: 700 },
      }}
    >
      <Tab value="all" label={<KindLabel title="All" count={all} />} />
      {ORDER.map(kind => (
        <Tab
          key={kind}
          value={kind}
          label={<KindLabel title={KIND_TITLES[kind]} count={countOf(kind)} />}
        />
      ))}
    </Tabs>
  );
}
