import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Resource } from '@ironstage/plugin-infra-common';
import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import {
  Facts,
  LoadError,
  Loading,
  StaleMark,
  UsageBar,
} from '../../components';
import {
  useProviders,
  useResource,
  useResourceEntity,
  useVisibleResource,
} from '../../hooks';
import { ResourceActions } from '../../resourceActions';
import { Snapshots } from '../../snapshots/Snapshots';
import { dimensionsOf } from '../../lib/dimensions';
import { hardwareOf } from '../../lib/hardware';
import { HardwareSections } from './HardwareSections';
import { MachineEvents } from './MachineEvents';
import { RelationsSection } from './RelationsSection';
import { resourceFacts, sourceRefOf, tenantRefOf } from './resourceFacts';

function HostCapacity({ resource }: { resource: Resource }) {
  const { capacity } = resource;
  if (!capacity) {
    return null;
  }
  return (
    <Stack spacing={1.5} sx={{ mt: 3 }}>
      <Typography component="h3" variant="h6">
        Capacity
      </Typography>
      {dimensionsOf([capacity.deliverable], { instances: false }).map(
        dimension => (
          <UsageBar
            key={dimension.id}
            label={dimension.label}
            used={dimension.of(capacity.allocated)}
            limit={dimension.of(capacity.deliverable)}
            format={dimension.format}
            words={{ used: 'allocated', reserved: '', limit: 'deliverable' }}
          />
        ),
      )}
    </Stack>
  );
}

function Details(props: { resource: Resource }) {
  const { resource } = props;
  const entity = useResourceEntity(resource.ref, {
    expected: resource.kind === 'instance' && resource.project !== null,
  });
  const provider = useProviders().value?.items.find(
    ({ id }) => id === resource.provider,
  );
  const recordsEvents =
    resource.kind === 'machine' &&
    (provider?.capabilities.includes('machines') ?? false);
  const host = useVisibleResource(resource.host ?? undefined);
  const tenant = useVisibleResource(tenantRefOf(resource));
  const source = useVisibleResource(sourceRefOf(resource));
  return (
    <>
      {resource.stale && (
        <Box sx={{ mb: 2 }}>
          <StaleMark lastSeenAt={resource.lastSeenAt} />
        </Box>
      )}
      <Box sx={{ mb: 2, '&:empty': { display: 'none' } }}>
        <ResourceActions resource={resource} />
      </Box>
      <Facts facts={resourceFacts(resource, { host, tenant, source })} />
      <RelationsSection refText={resource.ref} kind={resource.kind} />
      {resource.kind === 'instance' && <Snapshots instance={resource} />}
      <HardwareSections groups={hardwareOf(resource.attributes)} />
      {entity.value && (
        <Typography sx={{ mt: 3 }}>
          In the catalog: <EntityRefLink entityRef={entity.value} />
        </Typography>
      )}
      <HostCapacity resource={resource} />
      {recordsEvents && <MachineEvents refText={resource.ref} />}
    </>
  );
}

function Content(props: {
  refText: string;
  name: string | undefined;
  titleId: string;
  onClose: () => void;
}) {
  const { refText, name, titleId, onClose } = props;
  const { value, error, pending, refresh } = useResource(refText);
  return (
    <>
      <Stack
        direction="row"
        justifyContent="space-between"
        alignItems="flex-start"
        sx={{ mb: 2 }}
      >
        <Typography
          id={titleId}
          component="h2"
          variant="h5"
          sx={{ overflowWrap: 'anywhere' }}
        >
          {value?.name ?? name ?? 'Details'}
        </Typography>
        <IconButton aria-label="Close details" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </Stack>
      {pending && <Loading what="the details" />}
      {error && !value && (
        <LoadError error={error} what="the details" onRetry={refresh} />
      )}
      {value && <Details resource={value} />}
    </>
  );
}

/** Everything known about one row, beside the list. */
export function ResourceDrawer(props: {
  refText: string | undefined;
  /** what it is called, when that is known already */
  name: string | undefined;
  onClose: () => void;
}) {
  const { refText, name, onClose } = props;
  const titleId = useId();
  return (
    <Drawer
      anchor="right"
      open={refText !== undefined}
      onClose={onClose}
      PaperProps={{
        role: 'dialog',
        'aria-labelledby': titleId,
        sx: { width: { xs: '100%', sm: 520 }, p: 3 },
      }}
    >
      {refText && (
        <Content
          key={refText}
          refText={refText}
          name={name}
          titleId={titleId}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}
