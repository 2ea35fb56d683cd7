import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_RESOURCE_REF } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  Facts,
  LoadError,
  Loading,
  Section,
  StaleMark,
  StatusLabel,
  TextLink,
} from '../components';
import { useInfraLinks, useResource } from '../hooks';
import { ResourceActions } from '../resourceActions';
import { Snapshots } from '../snapshots/Snapshots';
import { addressesOf, describeAttribute } from '../lib/attributes';
import { describeVector } from '../lib/dimensions';
import { formatDay, formatRelative } from '../lib/format';

/** The live state of the instance an entity stands for. */
export function InstanceCard() {
  const { entity } = useEntity();
  const links = useInfraLinks();
  const refText = entity.metadata.annotations?.[ANNOTATION_RESOURCE_REF];
  const { value, error, pending, refresh } = useResource(refText);

  if (!refText) {
    return (
      <Section title="Instance">
        <Typography>
          The entity lacks the annotation {ANNOTATION_RESOURCE_REF}.
        </Typography>
      </Section>
    );
  }
  return (
    <Section
      title="Instance"
      actions={value && <ResourceActions resource={value} />}
    >
      {error && (
        <LoadError error={error} what="the instance" onRetry={refresh} />
      )}
      {pending && !value && <Loading what="the instance" rows={2} />}
      {value && (
        <>
          {value.stale && (
            <Box sx={{ mb: 1.5 }}>
              <StaleMark lastSeenAt={value.lastSeenAt} />
            </Box>
          )}
          <Facts
            facts={[
              ['Status', <StatusLabel key="status" status={value.status} />],
              ['Addresses', addressesOf(value.attributes)],
              ['Flavor', describeAttribute(value.attributes.flavor)],
              ['Size', value.vector && describeVector(value.vector)],
              [
                'Project',
                value.project && (
                  <TextLink to={links.project(value.project)}>
                    {value.project}
                  </TextLink>
                ),
              ],
              [
                'Lease ends',
                value.leaseEndsAt &&
                  `${formatDay(value.leaseEndsAt)} (${formatRelative(
                    value.leaseEndsAt,
                  )})`,
              ],
            ]}
          />
          <Snapshots instance={value} />
          <Typography variant="body2" sx={{ mt: 2 }}>
            <TextLink to={links.inventory({ kind: 'instance', open: refText })}>
              All facts in the inventory
            </TextLink>
          </Typography>
        </>
      )}
    </Section>
  );
}
