import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import ErrorIcon from '@mui/icons-material/Error';
import HourglassIcon from '@mui/icons-material/HourglassTop';
import CircleIcon from '@mui/icons-material/RadioButtonUnchecked';
import SyncIcon from '@mui/icons-material/Sync';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { humanize } from '../../lib/format';
import { toneOf, type Tone } from './tones';

const LOOKS: Record<Tone, { Icon: typeof SyncIcon; color: string }> = {
  good: { Icon: CheckCircleIcon, color: 'success.main' },
  busy: { Icon: SyncIcon, color: 'info.main' },
  waiting: { Icon: HourglassIcon, color: 'warning.main' },
  bad: { Icon: ErrorIcon, color: 'error.main' },
  off: { Icon: CircleIcon, color: 'text.secondary' },
};

/** A status as a shape, a colour and a word. */
export function StatusLabel(props: { status: string; label?: string }) {
  const { status, label = humanize(status) } = props;
  const { Icon, color } = LOOKS[toneOf(status)];
  return (
    <Stack
      component="span"
      direction="row"
      alignItems="center"
      spacing={0.75}
      sx={{
        display: 'inline-flex',
        verticalAlign: 'middle',
        whiteSpace: 'nowrap',
      }}
    >
      <Icon aria-hidden sx={{ fontSize: '1.15em', color }} />
      <Typography component="span" variant="body2">
        {label}
      </Typography>
    </Stack>
  );
}
