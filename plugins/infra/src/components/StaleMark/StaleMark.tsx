import HistoryIcon from '@mui/icons-material/History';
import Chip from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import { formatDateTime, formatRelative } from '../../lib/format';

/** Marks something that may be out of date, with its age. */
export function StaleMark(props: {
  /** when it was last seen, ISO 8601 */
  lastSeenAt?: string;
}) {
  const { lastSeenAt } = props;
  const label = lastSeenAt
    ? `Stale, seen ${formatRelative(lastSeenAt)}`
    : 'Stale';
  return (
    <Tooltip
      title={
        lastSeenAt
          ? `The provider can not be read. Last seen ${formatDateTime(
              lastSeenAt,
            )}.`
          : 'The provider can not be read, so this may be out of date.'
      }
    >
      <Chip
        size="small"
        variant="outlined"
        color="warning"
        icon={<HistoryIcon />}
        label={label}
        // the shell gives chips a margin, which moves them off the line
        sx={{ m: 0 }}
      />
    </Tooltip>
  );
}
