import type { ProviderStatus } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { kindLabel } from '../../lib/kinds';
import { plural } from '../../lib/format';

/** What the last reading left out, and why; what it read lives on. */
export function SkippedRows({
  skipped,
}: {
  skipped: ProviderStatus['skipped'];
}) {
  if (skipped.length === 0) {
    return null;
  }
  const all = skipped.reduce((sum, { count }) => sum + count, 0);
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
      <AlertTitle>
        The last reading left out {plural(all, 'row')}; all others are up to
        date
      </AlertTitle>
      {skipped.map(({ kind, count, problems }) => (
        <div key={kind}>
          <strong>
            {kindLabel(kind)}, {count}:
          </strong>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </Box>
        </div>
      ))}
    </Alert>
  );
}
