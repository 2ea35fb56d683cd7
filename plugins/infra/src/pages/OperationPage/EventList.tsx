import type { OperationEvent } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { OwnerLink } from '../../components';
import { formatMoment } from '../../lib/format';

/** As many are shown at first; a long wait brings many of no interest. */
const SHOWN = 12;

/** What happened, latest first. */
export function EventList({ events }: { events: OperationEvent[] }) {
  const [all, setAll] = useState(false);
  const sorted = [...events].sort((a, b) => b.seq - a.seq);
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  return (
    <>
      <Box
        component="ol"
        aria-label="Events"
        sx={{ listStyle: 'none', m: 0, p: 0 }}
      >
        {shown.map(event => (
          <Box
            component="li"
            key={event.seq}
            sx={{ mb: 1.25, '&:last-child': { mb: 0 } }}
          >
            <Typography variant="body2">{event.message}</Typography>
            <Typography variant="caption" color="text.secondary">
              {formatMoment(event.at)} · <OwnerLink entityRef={event.actor} />
            </Typography>
          </Box>
        ))}
      </Box>
      {shown.length < sorted.length && (
        <Button size="small" onClick={() => setAll(true)}>
          Show all {sorted.length} events
        </Button>
      )}
    </>
  );
}
