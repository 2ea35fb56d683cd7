import type { ProviderIssue } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { formatRelative } from '../../lib/format';
import { ProviderName } from '../ProviderName/ProviderName';

function Title({ errors }: { errors: ProviderIssue[] }) {
  const who =
    errors.length === 1 ? (
      <ProviderName id={errors[0].provider} />
    ) : (
      `${errors.length} providers`
    );
  // what is read and still not in order has no time since when
  if (errors.every(({ since }) => since !== null)) {
    return <>{who} can not be read right now</>;
  }
  return (
    <>
      {who} {errors.length === 1 ? 'needs' : 'need'} attention
    </>
  );
}

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
        <Title errors={errors} />
      </AlertTitle>
      {errors.map(issue => (
        <div key={issue.provider}>
          {errors.length > 1 && (
            <strong>
              <ProviderName id={issue.provider} />:{' '}
            </strong>
          )}
          {issue.message}
          {issue.since &&
            ` What is shown of it is from ${formatRelative(issue.since)}.`}
        </div>
      ))}
    </Alert>
  );
}
