import type { HostCapacity, Resource } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import { Link as RouterLink, useLocation } from 'react-router-dom';
import Link from '@mui/material/Link';
import { TextLink, UsageBar } from '../../components';
import { useInfraLinks } from '../../hooks';
import type { Dimension } from '../../lib/dimensions';
import { readInventoryState, writeInventoryState } from './inventoryState';

/** The name of a row; leads to its details beside the list. */
export function ResourceNameCell({ resource }: { resource: Resource }) {
  const { search } = useLocation();
  const state = readInventoryState(new URLSearchParams(search));
  const target = writeInventoryState({ ...state, open: resource.ref });
  return (
    <Link
      component={RouterLink}
      to={`?${target}`}
      underline="always"
      title={resource.name}
      noWrap
      sx={{ minWidth: 0 }}
    >
      {resource.name}
    </Link>
  );
}

/** The portal project of a row, as a link to its page. */
export function ProjectCell({ name }: { name: string | null }) {
  const links = useInfraLinks();
  return name ? <TextLink to={links.project(name)}>{name}</TextLink> : null;
}

/** The operation that made a row, as a link to what it did. */
export function OperationCell({ id }: { id: string }) {
  const links = useInfraLinks();
  return <TextLink to={links.operation(id)}>See what was done</TextLink>;
}

/** How much of one dimension of a host is allocated. */
export function HostUseCell(props: {
  capacity: HostCapacity;
  dimension: Dimension;
}) {
  const { capacity, dimension } = props;
  const used = dimension.of(capacity.allocated);
  const limit = dimension.of(capacity.deliverable);
  return (
    <Box sx={{ width: '100%', lineHeight: 1.5 }}>
      {dimension.format(used)} of {dimension.format(limit)}
      <UsageBar
        compact
        label={dimension.label}
        used={used}
        limit={limit}
        format={dimension.format}
        words={{ used: 'allocated', reserved: '', limit: 'deliverable' }}
      />
    </Box>
  );
}

/** Text too long for one line of its column, on as many as it takes. */
export function Wrapped({ children }: { children: string }) {
  return (
    <Box
      component="span"
      title={children}
      sx={{ whiteSpace: 'normal', fontSize: '0.75rem', lineHeight: 1.25 }}
    >
      {children}
    </Box>
  );
}

/** Words somebody put on a row; nothing when there are none. */
export function Tags({ tags }: { tags: string[] }) {
  return tags.length > 0 ? (
    <Stack
      component="span"
      direction="row"
      flexWrap="wrap"
      sx={{ display: 'flex', gap: 0.5 }}
    >
      {tags.map(tag => (
        <Chip
          key={tag}
          component="span"
          size="small"
          variant="outlined"
          label={tag}
          sx={{ m: 0 }}
        />
      ))}
    </Stack>
  ) : null;
}
