import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { useParams } from 'react-router-dom';
import {
  GoldenPathButton,
  LoadError,
  Loading,
  OwnerLink,
  PageBody,
  ProviderIssues,
  ProviderName,
  StaleMark,
  StatusLabel,
  TextLink,
  Whereabouts,
} from '../../components';
import { useInfraLinks, useProject } from '../../hooks';
import { formatDay } from '../../lib/format';
import { ProjectInstances } from './ProjectInstances';
import { ProjectLeases } from './ProjectLeases';
import { ProjectQuota } from './ProjectQuota';
import { ProjectOperations } from './ProjectOperations';

function Way({ name }: { name: string }) {
  const links = useInfraLinks();
  return (
    <>
      <Whereabouts way={[{ label: name, href: links.project(name) }]} />
      <Typography variant="body2" sx={{ mb: 1 }}>
        <TextLink to={links.projects()}>All projects</TextLink>
      </Typography>
    </>
  );
}

/** One project: what it may have, has and is about to have. */
export function ProjectContent() {
  const { name = '' } = useParams();
  const { value, error, pending, refresh } = useProject(name);
  if (!value) {
    return (
      <PageBody>
        <Way name={name} />
        {error && (
          <LoadError
            error={error}
            what={`the project ${name}`}
            onRetry={refresh}
          />
        )}
        {pending && <Loading what={`the project ${name}`} />}
      </PageBody>
    );
  }
  return (
    <PageBody>
      <Way name={name} />
      <Stack
        direction={{ xs: 'column', md: 'row' }}
        justifyContent="space-between"
        spacing={2}
        sx={{ mb: 2.5 }}
      >
        <div>
          <Stack direction="row" alignItems="center" spacing={2}>
            <Typography component="h2" variant="h4" sx={{ m: 0 }}>
              {value.name}
            </Typography>
            <StatusLabel status={value.state} />
            {value.usage.stale.length > 0 && <StaleMark />}
          </Stack>
          <Typography color="text.secondary">
            {value.description || 'No description'}
          </Typography>
          <Typography variant="body2" color="text.secondary">
            {value.environment} · owned by <OwnerLink entityRef={value.owner} />{' '}
            · at{' '}
            {value.bindings.map(({ provider }, at) => (
              <Fragment key={provider}>
                {at > 0 && ', '}
                <ProviderName id={provider} />
              </Fragment>
            ))}{' '}
            · since {formatDay(value.createdAt)}
          </Typography>
        </div>
        <Stack direction="row" spacing={1} alignItems="flex-start">
          <GoldenPathButton
            path="provision-vm"
            formData={{ project: value.name }}
            main
          >
            Get a VM
          </GoldenPathButton>
          <GoldenPathButton
            path="request-gpu"
            formData={{ project: value.name }}
          >
            Request a GPU
          </GoldenPathButton>
        </Stack>
      </Stack>
      {error && (
        <LoadError
          error={error}
          what={`the project ${name}`}
          onRetry={refresh}
        />
      )}
      <ProviderIssues errors={value.errors} />
      <ProjectQuota project={value} />
      <ProjectInstances project={value.name} />
      <ProjectLeases leases={value.leases} />
      <ProjectOperations project={value.name} />
    </PageBody>
  );
}
