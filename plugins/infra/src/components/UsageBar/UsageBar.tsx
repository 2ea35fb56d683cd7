import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { usageShares } from './usageShares';

/** Props of {@link UsageBar}. */
export interface UsageBarProps {
  label: string;
  used: number;
  /** held by what has not ended; drawn after what is used */
  reserved?: number;
  /** what there is in all */
  limit: number;
  format: (amount: number) => string;
  /** words for the parts */
  words?: { used: string; reserved: string; limit: string };
  /** leaves the text line out; it is still there for a screen reader */
  compact?: boolean;
}

const WORDS = { used: 'used', reserved: 'reserved', limit: 'quota' };

/** How much of something is taken: a bar, and the same in words. */
export function UsageBar(props: UsageBarProps) {
  const { label, used, reserved = 0, limit, format, compact } = props;
  const words = props.words ?? WORDS;
  const shares = usageShares(used, reserved, limit);
  const sentence = [
    `${format(used)} ${words.used}`,
    reserved > 0 && `${format(reserved)} ${words.reserved}`,
    `of ${format(limit)} ${words.limit}`,
  ]
    .filter(Boolean)
    .join(', ')
    .replace(', of', ' of')
    .trim();
  const color = {
    high: 'error.main',
    raised: 'warning.main',
    low: 'primary.main',
  }[shares.level];

  return (
    <Box sx={{ minWidth: 0 }}>
      {!compact && (
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'space-between',
            gap: 1,
            mb: 0.5,
          }}
        >
          <Typography variant="body2" fontWeight={600}>
            {label}
          </Typography>
          <Typography
            variant="body2"
            color="text.secondary"
            noWrap
            flexShrink={0}
          >
            {limit > 0 ? `${shares.percent} %` : 'none'}
          </Typography>
        </Box>
      )}
      <Box
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, shares.percent)}
        aria-valuetext={sentence}
        title={compact ? `${label}: ${sentence}` : undefined}
        sx={{
          display: 'flex',
          height: 8,
          borderRadius: 4,
          overflow: 'hidden',
          bgcolor: 'action.disabledBackground',
        }}
      >
        <Box sx={{ width: `${shares.used}%`, bgcolor: color }} />
        <Box
          sx={{
            width: `${shares.reserved}%`,
            backgroundImage: theme =>
              `repeating-linear-gradient(135deg, ${theme.palette.primary.main} 0 3px, transparent 3px 6px)`,
          }}
        />
      </Box>
      {!compact && (
        <Typography variant="caption" color="text.secondary">
          {sentence}
        </Typography>
      )}
    </Box>
  );
}
