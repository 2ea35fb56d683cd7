import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraEstateReadPermission,
  infraProviderSyncPermission,
  type ProviderStatus,
} from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { Facts, Section, StatusLabel, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { formatRelative } from '../../lib/format';
import { capabilityLabel } from './capabilityLabel';
import { ConfirmRemovalsButton } from './ConfirmRemovalsButton';
import { ControlPlane } from './ControlPlane';
import { ReadNowButton } from './ReadNowButton';
import { SkippedRows } from './SkippedRows';

/** One provider: whether it can be read, what can be done there, and how its control plane is doing. */
export function ProviderSection(props: {
  provider: ProviderStatus;
  onAwait: (awaited: boolean) => void;
  onDone: () => void;
}) {
  const { provider, onAwait, onDone } = props;
  const links = useInfraLinks();
  const sync = usePermission({ permission: infraProviderSyncPermission });
  const estate = usePermission({ permission: infraEstateReadPermission });
  const severity = provider.state === 'unreachable' ? 'error' : 'warning';
  return (
    <Section
      title={provider.title}
      hint={<StatusLabel status={provider.state} />}
      actions={
        sync.allowed && (
          <Stack direction="row" spacing={1}>
            {provider.state === 'held' && (
              <ConfirmRemovalsButton provider={provider} onDone={onDone} />
            )}
            <ReadNowButton provider={provider} onAwait={onAwait} />
          </Stack>
        )
      }
    >
      {provider.message && (
        <Alert severity={severity} variant="outlined" sx={{ mb: 2 }}>
          {provider.message}
        </Alert>
      )}
      <SkippedRows skipped={provider.skipped} />
      <Facts
        facts={[
          ['Id', <code key="id">{provider.id}</code>],
          ['Site', provider.site],
          [
            'Last read',
            provider.lastSuccessAt
              ? formatRelative(provider.lastSuccessAt)
              : 'Not yet',
          ],
          [
            'Last attempt',
            provider.lastAttemptAt !== provider.lastSuccessAt &&
              provider.lastAttemptAt &&
              formatRelative(provider.lastAttemptAt),
          ],
          ['Offers', provider.capabilities.map(capabilityLabel).join(', ')],
          [
            'What is there',
            <TextLink
              key="rows"
              to={links.inventory({ provider: provider.id })}
            >
              In the inventory
            </TextLink>,
          ],
        ]}
      />
      {estate.allowed && provider.capabilities.includes('health') && (
        <ControlPlane provider={provider} />
      )}
    </Section>
  );
}
