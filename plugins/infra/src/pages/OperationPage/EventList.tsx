import type { OperationEvent } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { OwnerLink } from '../../components';
import { formatDateTime } from '../../lib/format';

/** What happened, latest first. */
export function EventList({ events }: { events: OperationEvent[] }) {
  const sorted = [...events].sort((a, b) => b.seq - a.seq);
  return (
    <Box
      component="ol"
      aria-label="Events"
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        maxHeight: 420,
        overflowY: 'auto',
      }}
      tabIndex={0}
    >
      {sorted.map(event => (
        <Box component="li" key={event.seq} sx={{ mb: 1.25 }}>
          <Typography variant="body2">{event.message}</Typography>
          <Typography variant="caption" color="text.secondary">
            {formatDateTime(event.at)} · <OwnerLink entityRef={event.actor} />
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
