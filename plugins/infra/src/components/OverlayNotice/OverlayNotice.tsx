import type { OverlayState } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { formatRelative, plural } from '../../lib/format';

function Problems({ problems }: Pick<OverlayState, 'problems'>) {
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5, overflowWrap: 'anywhere' }}>
      {problems.map(({ file, line, message }) => (
        <li key={`${file} ${line} ${message}`}>
          <code>
            {file}
            {line !== null && `:${line}`}
          </code>{' '}
          {message}
        </li>
      ))}
    </Box>
  );
}

/** What is wrong with the overlay file, for those who keep it; nothing when all is well. */
export function OverlayNotice({ overlay }: { overlay: OverlayState }) {
  const { configured, loadedAt, problems } = overlay;
  const of = (severity: 'error' | 'warning') =>
    problems.filter(problem => problem.severity === severity);
  const errors = of('error');
  const warnings = of('warning');
  const sx = { mb: 2, bgcolor: 'background.paper' };
  return (
    <>
      {!configured && (
        <Alert severity="info" variant="outlined" sx={sx}>
          No overlay file is configured (<code>infra.overlay.files</code>), so
          only what providers say of places is here: no units, power feeds or
          switches.
        </Alert>
      )}
      {errors.length > 0 && (
        <Alert severity="error" variant="outlined" sx={sx}>
          <AlertTitle>The overlay file has a mistake</AlertTitle>
          {loadedAt
            ? `What was read ${formatRelative(loadedAt)} still holds.`
            : 'Nothing of it holds.'}
          <Problems problems={errors} />
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={sx}>
          <details>
            <summary style={{ cursor: 'pointer' }}>
              {plural(warnings.length, 'line')} of the overlay{' '}
              {warnings.length === 1 ? 'fits' : 'fit'} no machine
            </summary>
            <Problems problems={warnings} />
          </details>
        </Alert>
      )}
    </>
  );
}
