import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_PROJECT } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  GoldenPathButton,
  LoadError,
  Loading,
  Section,
  StaleMark,
  TextLink,
  UsageBars,
} from '../components';
import { useInfraLinks, useProject } from '../hooks';
import { plural } from '../lib/format';

/** What the project an entity stands for has of its quota. */
export function ProjectUsageCard() {
  const { entity } = useEntity();
  const links = useInfraLinks();
  const name = entity.metadata.annotations?.[ANNOTATION_PROJECT];
  const { value, error, pending, refresh } = useProject(name);

  if (!name) {
    return (
      <Section title="Project">
        <Typography>
          The entity lacks the annotation {ANNOTATION_PROJECT}.
        </Typography>
      </Section>
    );
  }
  return (
    <Section
      title="Project"
      actions={value && value.usage.stale.length > 0 && <StaleMark />}
    >
      {error && (
        <LoadError error={error} what="the project" onRetry={refresh} />
      )}
      {pending && !value && <Loading what="the project" rows={2} />}
      {value && (
        <>
          <UsageBars usage={value.usage} />
          <Stack
            direction="row"
            justifyContent="space-between"
            alignItems="center"
            sx={{ mt: 2 }}
          >
            <Typography variant="body2">
              {plural(value.usage.used.instances, 'instance')},{' '}
              {plural(value.leases.length, 'lease')}.{' '}
              <TextLink to={links.project(name)}>Open the project</TextLink>
            </Typography>
            <Box>
              <GoldenPathButton
                path="provision-vm"
                formData={{ project: name }}
              >
                Get a VM
              </GoldenPathButton>
            </Box>
          </Stack>
        </>
      )}
    </Section>
  );
}
