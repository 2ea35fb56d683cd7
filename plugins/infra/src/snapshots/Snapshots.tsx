import type { Resource } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { TextLink } from '../components';
import { useInfraLinks } from '../hooks';
import { formatDateTime } from '../lib/format';
import { useSnapshots, type Snapshot } from './useSnapshots';

function SnapshotItem({ snapshot }: { snapshot: Snapshot }) {
  const links = useInfraLinks();
  const { name, takenAt, image, operation } = snapshot;
  const details = image
    ? links.inventory({ kind: 'image', open: image })
    : operation && links.operation(operation);
  return (
    <Typography component="li" variant="body2">
      {details ? <TextLink to={details}>{name}</TextLink> : name}
      {takenAt && `, taken ${formatDateTime(takenAt)}`}
      {!image && ', kept within the instance'}
    </Typography>
  );
}

/** What was kept of an instance; nothing when that is nothing. */
export function Snapshots({ instance }: { instance: Resource }) {
  const snapshots = useSnapshots(instance) ?? [];
  return snapshots.length > 0 ? (
    <Box component="section" aria-label="Snapshots" sx={{ mt: 3 }}>
      <Typography component="h3" variant="h6" gutterBottom>
        Snapshots
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {snapshots.map(snapshot => (
          <SnapshotItem
            key={snapshot.image ?? snapshot.operation}
            snapshot={snapshot}
          />
        ))}
      </Box>
    </Box>
  ) : null;
}
