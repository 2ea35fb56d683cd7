import NextIcon from '@mui/icons-material/ChevronRight';
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { formatMonth, monthAfter } from './amounts';

/** Goes from month to month, up to the current one. */
export function MonthPicker(props: {
  month: string;
  current: string;
  onChange: (month: string) => void;
}) {
  const { month, current, onChange } = props;
  return (
    <Stack direction="row" alignItems="center">
      <IconButton
        aria-label="The month before"
        onClick={() => onChange(monthAfter(month, -1))}
      >
        <PreviousIcon />
      </IconButton>
      <Typography
        aria-live="polite"
        sx={{ minWidth: 140, textAlign: 'center' }}
      >
        {formatMonth(month)}
      </Typography>
      <IconButton
        aria-label="The month after"
        disabled={month >= current}
        onClick={() => onChange(monthAfter(month, 1))}
      >
        <NextIcon />
      </IconButton>
    </Stack>
  );
}
