import type { ProviderStatus } from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import { useEffect, useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';

/** Has a provider read now, and tells while that is going on. */
export function ReadNowButton(props: {
  provider: ProviderStatus;
  /** told whether the end of a read is awaited */
  onAwait: (awaited: boolean) => void;
}) {
  const { provider, onAwait } = props;
  const client = useInfraClient();
  const [since, setSince] = useState<{ attempt: string | null }>();
  const { run, running, error } = useAction(async () => {
    await client.syncProvider(provider.id);
    setSince({ attempt: provider.lastAttemptAt });
    onAwait(true);
  });
  const reading =
    since !== undefined && since.attempt === provider.lastAttemptAt;
  useEffect(() => {
    if (since && !reading) {
      setSince(undefined);
      onAwait(false);
    }
  }, [since, reading, onAwait]);
  const label = reading ? 'Reading …' : 'Read now';
  return (
    <div>
      <Button
        size="small"
        variant="outlined"
        disabled={running || reading}
        aria-label={`${label}: ${provider.title}`}
        onClick={() => run()}
      >
        {label}
      </Button>
      {error && (
        <FormHelperText error role="alert">
          {error.message}
        </FormHelperText>
      )}
    </div>
  );
}
