import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { TextLink } from '../components';
import { useInfraLinks } from '../hooks';
import { useRunning } from './useRunning';

/** Says that something the reader asked for is under way on a resource, and leads to its steps. */
export function RunningMark({ refText }: { refText: string }) {
  const operation = useRunning(refText);
  const links = useInfraLinks();
  return operation ? (
    <Stack
      component="span"
      direction="row"
      alignItems="center"
      spacing={0.75}
      role="status"
      sx={{ display: 'inline-flex', whiteSpace: 'nowrap' }}
    >
      <CircularProgress size={14} aria-hidden />
      <Typography component="span" variant="body2">
        <TextLink to={links.operation(operation.id)}>Under way</TextLink>
      </Typography>
    </Stack>
  ) : null;
}
