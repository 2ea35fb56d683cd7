import { InfraApiError, type Tenant } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import { useAction, useInfraClient, usePolicy } from '../../hooks';
import { newKey } from '../../lib/newKey';
import { useFollow } from '../../operationWatch';
import { useOperationCheck } from '../../resourceActions';
import { adoptionOf, suggestedTeam } from './adoptionOf';

/** Takes over one tenant, and tells what the portal says to it before it is sent. */
export function AdoptDialog(props: { tenant: Tenant; onClose: () => void }) {
  const { tenant, onClose } = props;
  const client = useInfraClient();
  const follow = useFollow();
  const titleId = useId();
  const policy = usePolicy().value;
  const teams = policy?.teams ?? [];
  const [typedTeam, setTeam] = useState<string>();
  const [typedEnvironment, setEnvironment] = useState<string>();
  const [idempotencyKey] = useState(newKey);

  const team = typedTeam ?? suggestedTeam(tenant, teams) ?? '';
  const environment = typedEnvironment ?? tenant.suggestion?.environment ?? '';
  const input =
    policy && team && environment
      ? adoptionOf(tenant, { team, environment })
      : undefined;
  const check = useOperationCheck('project.adopt', input);
  const { run, running, error } = useAction(async () => {
    if (input) {
      const operation = await client.submitOperation('project.adopt', input, {
        idempotencyKey: `${idempotencyKey}-${team}-${environment}`,
      });
      follow(tenant.ref, `Take over ${tenant.name}`, operation);
      onClose();
    }
  });
  const failure = error ?? check.error;
  const problems = [
    ...(check.value?.problems ?? []),
    ...(failure instanceof InfraApiError ? failure.problems : []),
  ];
  const messages = [...new Set(problems.map(one => one.message))];
  const { approvalReasons = [] } = check.value ?? {};

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      aria-labelledby={titleId}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          run();
        }}
      >
        <DialogTitle id={titleId}>Take over {tenant.name}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <DialogContentText>
              It becomes a project of the team, with a quota that its{' '}
              {tenant.instances} instances fit into. Nothing is changed at the
              cloud.
            </DialogContentText>
            <Autocomplete
              freeSolo
              options={teams.map(one => one.ref)}
              inputValue={team}
              onInputChange={(_, value) => setTeam(value)}
              renderInput={field => (
                <TextField
                  {...field}
                  label="Team"
                  required
                  helperText="Entity ref of its group, such as group:default/payments"
                />
              )}
            />
            <TextField
              select
              label="Environment"
              required
              value={policy ? environment : ''}
              onChange={event => setEnvironment(event.target.value)}
            >
              {(policy?.naming.environments ?? []).map(one => (
                <MenuItem key={one} value={one}>
                  {one}
                </MenuItem>
              ))}
            </TextField>
            {approvalReasons.length > 0 && (
              <Alert severity="info">
                Somebody else has to approve it: {approvalReasons.join(' ')}
              </Alert>
            )}
            {messages.map(message => (
              <Alert key={message} severity="error">
                {message}
              </Alert>
            ))}
            {failure && messages.length === 0 && (
              <Alert severity="error">{failure.message}</Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={!input || running || messages.length > 0}
          >
            Take it over
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
