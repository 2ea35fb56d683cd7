import type { Resource } from '@ironstage/plugin-infra-common';
import { OwnerLink, StatusLabel, type Fact } from '../../components';
import { addressesOf, describeAttribute } from '../../lib/attributes';
import { describeVector } from '../../lib/dimensions';
import { formatDateTime, formatRelative, humanize } from '../../lib/format';
import { OperationCell, ProjectCell, ResourceNameCell } from './cells';

function when(iso: string | null) {
  return iso && `${formatDateTime(iso)} (${formatRelative(iso)})`;
}

/**
 * Every fact of a row, as pairs of name and value.
 *
 * @param host - the row of the host it runs on, when the reader may see that
 */
export function resourceFacts(
  resource: Resource,
  host: Resource | undefined,
): Fact[] {
  const { addresses: _addresses, operationId, ...others } = resource.attributes;
  return [
    ['Kind', humanize(resource.kind)],
    ['Status', <StatusLabel key="status" status={resource.status} />],
    ['Project', resource.project && <ProjectCell name={resource.project} />],
    ['Owner', resource.owner && <OwnerLink entityRef={resource.owner} />],
    ['Addresses', addressesOf(resource.attributes)],
    ['Size', resource.vector && describeVector(resource.vector)],
    ['Provider', resource.provider],
    ['Site', resource.site],
    ['Zone', resource.zone],
    ['Host', host && <ResourceNameCell resource={host} />],
    ['Lease ends', when(resource.leaseEndsAt)],
    [
      'Made by',
      typeof operationId === 'string' && <OperationCell id={operationId} />,
    ],
    ['Created', when(resource.createdAt)],
    ['Last seen', when(resource.lastSeenAt)],
    ['Id at the provider', resource.externalId],
    ['Tenant at the provider', resource.projectExternalId],
    ...Object.entries(others).map(
      ([name, value]): Fact => [humanize(name), describeAttribute(value)],
    ),
  ];
}
