import { InfraApiError, type Tenant } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useAction, useInfraClient, usePolicy } from '../../hooks';
import { newKey } from '../../lib/newKey';
import { adoptionOf, suggestedTeam } from './adoptionOf';

interface Outcome {
  name: string;
  /** why it was not asked for; undefined when it was */
  message?: string;
  waits?: boolean;
}

function summary(outcomes: Outcome[]): string {
  const count = (is: (one: Outcome) => boolean) => outcomes.filter(is).length;
  return [
    [count(one => !one.message && !one.waits), 'taken over'],
    [count(one => !one.message && !!one.waits), 'waiting for an approval'],
    [count(one => !!one.message), 'not taken over'],
  ]
    .filter(([number]) => Number(number) > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(', ');
}

/** Takes over what is chosen as its names tell, one after the other, and says what became of each. */
export function BulkAdoption(props: { tenants: Tenant[]; onDone: () => void }) {
  const { tenants, onDone } = props;
  const client = useInfraClient();
  const teams = usePolicy().value?.teams ?? [];
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);

  async function adopt(tenant: Tenant): Promise<Outcome> {
    const team = suggestedTeam(tenant, teams);
    const environment = tenant.suggestion?.environment;
    if (!team || !environment) {
      return {
        name: tenant.name,
        message: 'its name does not tell whose it is',
      };
    }
    try {
      const operation = await client.submitOperation(
        'project.adopt',
        adoptionOf(tenant, { team, environment }),
        { idempotencyKey: newKey() },
      );
      return {
        name: tenant.name,
        waits: operation.state === 'pending_approval',
      };
    } catch (error) {
      const problems = error instanceof InfraApiError ? error.problems : [];
      return {
        name: tenant.name,
        message:
          problems.map(one => one.message).join(' ') ||
          (error as Error).message,
      };
    }
  }

  const { run, running } = useAction(async () => {
    const done: Outcome[] = [];
    for (const tenant of tenants) {
      done.push(await adopt(tenant));
    }
    setOutcomes(done);
    onDone();
  });
  const bad = outcomes.filter(one => one.message);
  return (
    <>
      {tenants.length > 0 && (
        <Button
          variant="outlined"
          onClick={run}
          disabled={running}
          sx={{ mb: 2 }}
        >
          Take over {tenants.length} as their names tell
        </Button>
      )}
      {outcomes.length > 0 && (
        <Alert
          severity={bad.length > 0 ? 'warning' : 'success'}
          onClose={() => setOutcomes([])}
          sx={{ mb: 2 }}
        >
          <AlertTitle sx={{ mb: 0 }}>{summary(outcomes)}</AlertTitle>
          {bad.length > 0 && (
            <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2 }}>
              {bad.map(one => (
                <li key={one.name}>
                  {one.name}: {one.message}
                </li>
              ))}
            </Box>
          )}
        </Alert>
      )}
    </>
  );
}
