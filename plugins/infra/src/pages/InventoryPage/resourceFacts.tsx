import {
  formatResourceRef,
  type Resource,
} from '@ironstage/plugin-infra-common';
import {
  OwnerLink,
  ProviderName,
  StatusLabel,
  type Fact,
} from '../../components';
import { attributeLabel, byReadingOrder } from '../../lib/attributeLabels';
import { addressesOf, describeAttribute, powerOf } from '../../lib/attributes';
import { describeVector } from '../../lib/dimensions';
import { formatDateTime, formatRelative, humanize } from '../../lib/format';
import { hardwareOf } from '../../lib/hardware';
import { kindLabel } from '../../lib/kinds';
import { OperationCell, ProjectCell, ResourceNameCell, Tags } from './cells';

function when(iso: string | null) {
  return iso && `${formatDateTime(iso)} (${formatRelative(iso)})`;
}

/** Attributes that are told in another place, or that say again what the row says. */
function toldElsewhere({ attributes, name, status }: Resource): Set<string> {
  const told = ['addresses', 'operationId', 'powerState', 'powerType'];
  if (attributes.hostname === name) {
    told.push('hostname');
  }
  if (attributes.statusName === humanize(status)) {
    told.push('statusName');
  }
  return new Set([
    ...told,
    ...hardwareOf(attributes).map(({ attribute }) => attribute),
  ]);
}

function attributeFacts(resource: Resource, shown: string[]): Fact[] {
  const told = new Set([...toldElsewhere(resource), ...shown]);
  return Object.keys(resource.attributes)
    .filter(name => !told.has(name))
    .sort(byReadingOrder)
    .map(name => {
      const value = resource.attributes[name];
      return [
        attributeLabel(name),
        name === 'tags' && Array.isArray(value) ? (
          <Tags key="tags" tags={value.map(tag => describeAttribute(tag))} />
        ) : (
          describeAttribute(value, name)
        ),
      ];
    });
}

/** Ref of the tenant of a row, where neither a project of the portal nor a pool says whose it is. */
export function tenantRefOf(resource: Resource): string | undefined {
  const { provider, project, projectExternalId, attributes } = resource;
  return projectExternalId && !project && !attributes.pool
    ? formatResourceRef({
        kind: 'project',
        provider,
        externalId: projectExternalId,
      })
    : undefined;
}

/** Ref of the instance that an image is a snapshot of. */
export function sourceRefOf({
  provider,
  attributes,
}: Resource): string | undefined {
  const { snapshotOf } = attributes;
  return typeof snapshotOf === 'string'
    ? formatResourceRef({ kind: 'instance', provider, externalId: snapshotOf })
    : undefined;
}

/**
 * Every fact of a row, as pairs of name and value, except for what `HardwareSections` shows.
 *
 * @param related - rows that it names, as far as the reader may see them: the host it runs on, the
 * tenant of {@link tenantRefOf} and the instance of {@link sourceRefOf}
 */
export function resourceFacts(
  resource: Resource,
  related: { host?: Resource; tenant?: Resource; source?: Resource } = {},
): Fact[] {
  const { host, tenant, source } = related;
  const { operationId } = resource.attributes;
  return [
    ['Kind', kindLabel(resource.kind)],
    ['Status', <StatusLabel key="status" status={resource.status} />],
    ['Power', powerOf(resource.attributes)],
    ['Project', resource.project && <ProjectCell name={resource.project} />],
    ['Owner', resource.owner && <OwnerLink entityRef={resource.owner} />],
    ['Addresses', addressesOf(resource.attributes)],
    ['Size', resource.vector && describeVector(resource.vector)],
    ['Provider', <ProviderName key="provider" id={resource.provider} />],
    ['Site', resource.site],
    ['Zone', resource.zone],
    ['Host', host && <ResourceNameCell resource={host} />],
    ['Lease ends', when(resource.leaseEndsAt)],
    [
      resource.kind === 'machine' ? 'Taken by' : 'Made by',
      typeof operationId === 'string' && <OperationCell id={operationId} />,
    ],
    ['Snapshot of', source && <ResourceNameCell resource={source} />],
    ...attributeFacts(resource, source ? ['snapshotOf', 'snapshot'] : []),
    ['Created', when(resource.createdAt)],
    ['Last seen', when(resource.lastSeenAt)],
    ['ID at the provider', resource.externalId],
    [
      'Tenant at the provider',
      tenant && <ResourceNameCell resource={tenant} />,
    ],
  ];
}
