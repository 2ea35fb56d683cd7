import type { ProviderIssue } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { formatRelative } from '../../lib/format';

/** Says which providers could not be read, beside what the others gave. */
export function ProviderIssues({ errors }: { errors: ProviderIssue[] }) {
  if (errors.length === 0) {
    return null;
  }
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ mb: 2, bgcolor: 'background.paper' }}
    >
      <AlertTitle>
        {errors.length === 1
          ? `${errors[0].provider} can not be read right now`
          : `${errors.length} providers can not be read right now`}
      </AlertTitle>
      {errors.map(issue => (
        <div key={issue.provider}>
          {errors.length > 1 && <strong>{issue.provider}: </strong>}
          {issue.message}
          {issue.since &&
            ` What is shown of it is from ${formatRelative(issue.since)}.`}
        </div>
      ))}
    </Alert>
  );
}
