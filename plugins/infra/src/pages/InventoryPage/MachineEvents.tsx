import type { MachineEventRow } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { LoadError, Loading } from '../../components';
import { useMachineEvents } from '../../hooks';
import { formatMoment } from '../../lib/format';

const COLORS: Record<MachineEventRow['level'], string> = {
  debug: 'text.disabled',
  info: 'info.main',
  warning: 'warning.main',
  error: 'error.main',
};

function Event({ event }: { event: MachineEventRow }) {
  const serious = event.level === 'warning' || event.level === 'error';
  return (
    <Box
      component="li"
      sx={{
        position: 'relative',
        pl: 2.5,
        pb: 1.5,
        borderLeft: 2,
        borderColor: 'divider',
        '&:last-child': { borderColor: 'transparent' },
        '&::before': {
          content: '""',
          position: 'absolute',
          left: -6,
          top: 5,
          width: 10,
          height: 10,
          borderRadius: '50%',
          bgcolor: COLORS[event.level],
        },
      }}
    >
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {serious && (
          <Box component="strong" sx={{ color: COLORS[event.level] }}>
            {event.level === 'error' ? 'Error: ' : 'Warning: '}
          </Box>
        )}
        {[event.type, event.description].filter(Boolean).join(' · ')}
      </Typography>
      <Typography variant="caption" color="text.secondary">
        {formatMoment(event.at)}
        {event.actor && ` · ${event.actor}`}
      </Typography>
    </Box>
  );
}

/** What happened to a machine, latest first, as its provider recorded it. */
export function MachineEvents({ refText }: { refText: string }) {
  const { value, error, pending, refresh, more } = useMachineEvents(refText);
  const titleId = useId();
  return (
    <Box component="section" aria-labelledby={titleId} sx={{ mt: 3 }}>
      <Typography id={titleId} component="h3" variant="h6" gutterBottom>
        Lifecycle
      </Typography>
      {pending && !value && <Loading what="the events" rows={2} />}
      {error && <LoadError error={error} what="the events" onRetry={refresh} />}
      {value?.length === 0 && (
        <Typography variant="body2" color="text.secondary">
          Nothing is recorded.
        </Typography>
      )}
      {value && value.length > 0 && (
        <Box
          component="ol"
          aria-labelledby={titleId}
          sx={{ listStyle: 'none', m: 0, ml: 0.75, p: 0 }}
        >
          {value.map(event => (
            <Event key={event.id} event={event} />
          ))}
        </Box>
      )}
      {more?.error && <Alert severity="error">{more.error.message}</Alert>}
      {more && (
        <Button size="small" disabled={more.running} onClick={() => more.run()}>
          Show older events
        </Button>
      )}
    </Box>
  );
}
