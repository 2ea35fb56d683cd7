import { usePermission } from '@backstage/plugin-permission-react';
import { infraEstateReadPermission } from '@ironstage/plugin-infra-common';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyNote,
  GoldenPathButton,
  LoadError,
  Loading,
  PageBody,
  Section,
} from '../../components';
import { useDiscoveryTokens, useProjects } from '../../hooks';
import { NewToken } from './NewToken';
import { scopesOf, scopeTitle } from './scopes';
import { TargetsSection } from './TargetsSection';
import { TokenTable } from './TokenTable';

const MOST = 200;

function Tokens({ scope }: { scope: string }) {
  const { value, error, pending, refresh } = useDiscoveryTokens();
  return (
    <Section
      title="Tokens"
      hint="A Prometheus does not sign in: it shows a token, which reads the targets of one scope"
    >
      {error && <LoadError error={error} what="the tokens" onRetry={refresh} />}
      {pending && !value && <Loading what="the tokens" />}
      {value && value.items.length > 0 && (
        <TokenTable tokens={value.items} onDone={refresh} />
      )}
      {value && value.items.length === 0 && (
        <EmptyNote title="No Prometheus reads this yet">
          Make a token, and give it to your Prometheus.
        </EmptyNote>
      )}
      <NewToken key={scope} scope={scope} onDone={refresh} />
    </Section>
  );
}

/** What Prometheus is told of machines and instances, and by which tokens. */
export function MonitoringContent() {
  const [params, setParams] = useSearchParams();
  const estate = usePermission({ permission: infraEstateReadPermission });
  const projects = useProjects({ limit: MOST });
  const { value, error, pending, refresh } = projects;
  const ready = value && !estate.loading;
  const scopes = scopesOf(
    value?.items.map(({ name }) => name) ?? [],
    estate.allowed,
  );
  const asked = params.get('scope');
  const scope = asked && scopes.includes(asked) ? asked : scopes[0];
  return (
    <PageBody intro="Machines and instances, told to Prometheus by HTTP service discovery with site, rack, role, team, project and environment.">
      {error && (
        <LoadError error={error} what="the projects" onRetry={refresh} />
      )}
      {(pending || estate.loading) && !ready && <Loading what="the projects" />}
      {ready && !scope && (
        <EmptyNote
          title="Nothing to monitor yet"
          action={
            <GoldenPathButton path="create-project" main>
              Create a project
            </GoldenPathButton>
          }
        >
          What your team runs is told to Prometheus project by project.
        </EmptyNote>
      )}
      {ready && scope && (
        <>
          <TextField
            select
            size="small"
            label="Targets of"
            value={scope}
            onChange={event => setParams({ scope: event.target.value })}
            sx={{ mb: 2, minWidth: 260 }}
          >
            {scopes.map(one => (
              <MenuItem key={one} value={one}>
                {scopeTitle(one)}
              </MenuItem>
            ))}
          </TextField>
          <TargetsSection scope={scope} />
          <Tokens scope={scope} />
        </>
      )}
    </PageBody>
  );
}
