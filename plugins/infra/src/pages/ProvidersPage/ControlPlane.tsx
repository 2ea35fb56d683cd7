import type { ProviderStatus } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { Facts, LoadError, Loading } from '../../components';
import { useProviderHealth } from '../../hooks';
import { formatRelative, plural } from '../../lib/format';
import { ServiceTable } from './ServiceTable';
import { byNeed, countStates, needLook } from './serviceSummary';

/** How the control plane of a provider was doing when it was last asked. */
export function ControlPlane({ provider }: { provider: ProviderStatus }) {
  const { value, error, pending, refresh } = useProviderHealth(provider.id);
  const [all, setAll] = useState(false);
  const tableId = useId();
  if (!value) {
    return (
      <Box sx={{ mt: 2 }}>
        {pending && <Loading what={`services of ${provider.title}`} rows={1} />}
        {error && (
          <LoadError
            error={error}
            what={`the services of ${provider.title}`}
            onRetry={refresh}
          />
        )}
      </Box>
    );
  }
  const troubled = value.problems.length > 0 || value.error !== null;
  const shown = all ? byNeed(value.services) : needLook(value.services);
  return (
    <Box sx={{ mt: 2, pt: 2, borderTop: 1, borderColor: 'divider' }}>
      <Facts
        facts={[
          ['Version', value.version],
          ['Services', countStates(value.services) || 'None told'],
          [
            'Asked',
            value.checkedAt ? formatRelative(value.checkedAt) : 'Not yet',
          ],
        ]}
      />
      {value.problems.map(problem => (
        <Alert
          key={problem}
          severity="warning"
          variant="outlined"
          sx={{ mt: 1.5 }}
        >
          {problem}
        </Alert>
      ))}
      {value.error && (
        <Alert severity="warning" variant="outlined" sx={{ mt: 1.5 }}>
          {value.error}
          {value.checkedAt &&
            ` What is shown is from ${formatRelative(value.checkedAt)}.`}
        </Alert>
      )}
      {shown.length > 0 && (
        <Box id={tableId} sx={{ mt: 1.5 }}>
          <ServiceTable
            label={`Services of ${provider.title}`}
            services={shown}
          />
        </Box>
      )}
      {!all && !troubled && shown.length === 0 && value.services.length > 0 && (
        <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
          Nothing that somebody has to look at.
        </Typography>
      )}
      {shown.length < value.services.length || all ? (
        <Button
          size="small"
          sx={{ mt: 1 }}
          aria-expanded={all}
          aria-controls={tableId}
          onClick={() => setAll(!all)}
        >
          {all
            ? 'Only what needs a look'
            : `Show all ${plural(value.services.length, 'service')}`}
        </Button>
      ) : null}
    </Box>
  );
}
