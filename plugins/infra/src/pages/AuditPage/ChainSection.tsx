import type {
  AuditChainEntry,
  AuditVerification,
} from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Section } from '../../components';
import { useAction, useAuditEntries, useInfraClient } from '../../hooks';
import { formatDateTime, plural } from '../../lib/format';
import { saveFile } from '../../lib/saveFile';

const LAST = { action: ['audit-verify'], limit: 1 };

function Result({ found }: { found: AuditVerification }) {
  const { problem, entries, checkpoints } = found;
  if (problem) {
    return (
      <Alert severity="error" variant="outlined" role="alert">
        {problem.message} The {plural(entries, 'entry', 'entries')} in front of
        it fit. Do not trust what is behind it; see how the database was
        reached.
      </Alert>
    );
  }
  return (
    <Alert severity="success" variant="outlined" role="status">
      It is intact: {entries.toLocaleString('en')}{' '}
      {entries === 1 ? 'entry' : 'entries'}, held against{' '}
      {plural(checkpoints.own, 'checkpoint')} of the portal.
    </Alert>
  );
}

function Before({ entry }: { entry: AuditChainEntry | undefined }) {
  if (!entry) {
    return <>Nobody has verified it yet.</>;
  }
  const entries = Number(entry.data.entries);
  const when = formatDateTime(entry.at);
  return entry.outcome === 'succeeded' ? (
    <>
      It was intact when it was last verified, on {when}:{' '}
      {plural(entries, 'entry', 'entries')}.
    </>
  ) : (
    <>It was broken when it was last verified, on {when}.</>
  );
}

/** Whether the chain is whole, and something to keep by which that can be told later. */
export function ChainSection() {
  const client = useInfraClient();
  const last = useAuditEntries(LAST);
  const [found, setFound] = useState<AuditVerification>();
  const verify = useAction(async () => setFound(await client.verifyAudit()));
  const save = useAction(async () => {
    const { now } = await client.listAuditCheckpoints();
    const text = `${JSON.stringify(now)}\n`;
    saveFile(
      new Blob([text], { type: 'application/json' }),
      `audit-checkpoint-${now.seq}.json`,
    );
  });
  const error = verify.error ?? save.error;
  return (
    <Section
      title="Is it whole?"
      hint="Each entry has the hash of the one in front of it. Keep checkpoints outside of the portal: against one, even a cut-off end shows."
      actions={
        <Stack direction="row" spacing={1}>
          <Button
            variant="outlined"
            disabled={save.running}
            onClick={() => save.run()}
          >
            Save a checkpoint
          </Button>
          <Button
            variant="contained"
            disabled={verify.running}
            onClick={() => verify.run()}
          >
            {verify.running ? 'Verifying …' : 'Verify now'}
          </Button>
        </Stack>
      }
    >
      {error && (
        <FormHelperText error role="alert">
          It could not be done: {error.message}
        </FormHelperText>
      )}
      {found && <Result found={found} />}
      {!found && last.value && (
        <Typography>
          <Before entry={last.value.items[0]} />
        </Typography>
      )}
    </Section>
  );
}
