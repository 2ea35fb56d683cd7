import {
  RESOURCE_KINDS,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
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

/** Chooses the kind of rows. */
export function KindTabs(props: {
  kind: ResourceKind | undefined;
  onChange: (kind: ResourceKind | undefined) => void;
}) {
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
        '& [aria-selected=true]': { fontWeight: 700 },
      }}
    >
      <Tab value="all" label="All" />
      {ORDER.map(kind => (
        <Tab key={kind} value={kind} label={KIND_TITLES[kind]} />
      ))}
    </Tabs>
  );
}
