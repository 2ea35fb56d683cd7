import type { Relation, Relations } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  Facts,
  LoadError,
  OwnerLink,
  StatusLabel,
  TextLink,
} from '../../components';
import { useInfraLinks, useRelations } from '../../hooks';
import { formatDay } from '../../lib/format';
import { targetLabel } from '../../lib/targets';

const BY: Record<NonNullable<Relation['by']>, string> = {
  systemUuid: 'system UUID',
  serial: 'serial number',
  mac: 'MAC address',
  bmcAddress: 'management address',
  address: 'address',
  name: 'name',
};

function RelatedLink({ relation }: { relation: Relation }) {
  const links = useInfraLinks();
  const { type, id, kind, name } = relation;
  if (type === 'owner') {
    return <OwnerLink entityRef={id} />;
  }
  if (type === 'project') {
    return <TextLink to={links.project(id)}>{name}</TextLink>;
  }
  const to = ['place', 'power', 'switch'].includes(type)
    ? links.topology(id)
    : links.inventory({ kind, open: id });
  return <TextLink to={to}>{name}</TextLink>;
}

function label({ type, kind }: Relation): string {
  if (type === 'owner' || type === 'project') {
    return type === 'owner' ? 'Owner' : 'Project';
  }
  return targetLabel(kind);
}

function Related({ relation }: { relation: Relation }) {
  const { certain, by, note, status } = relation;
  const words = [
    note,
    by && certain && `by ${BY[by]}`,
    !certain && `maybe: nobody can tell${by ? ` by ${BY[by]} alone` : ''}`,
  ].filter(Boolean);
  return (
    <li>
      <Typography component="span" variant="body2" color="text.secondary">
        {label(relation)}{' '}
      </Typography>
      <Typography component="span" variant="body2">
        <RelatedLink relation={relation} />
      </Typography>
      {words.length > 0 && (
        <Typography component="span" variant="body2" color="text.secondary">
          {' '}
          ({words.join(', ')})
        </Typography>
      )}
      {status && (
        <>
          {' '}
          <StatusLabel status={status} />
        </>
      )}
    </li>
  );
}

function RelatedList(props: { title: string; relations: Relation[] }) {
  const { title, relations } = props;
  return relations.length === 0 ? null : (
    <>
      <Typography component="h4" variant="subtitle2" sx={{ mt: 1.5 }}>
        {title}
      </Typography>
      <Box
        component="ul"
        aria-label={title}
        sx={{ m: 0, pl: 2.5, overflowWrap: 'anywhere' }}
      >
        {relations.map(relation => (
          <Related
            key={`${relation.type} ${relation.id}`}
            relation={relation}
          />
        ))}
      </Box>
    </>
  );
}

function Asset({ asset }: Pick<Relations, 'asset'>) {
  return asset ? (
    <Box sx={{ mt: 1.5 }}>
      <Facts
        facts={[
          ['Kept by', asset.owner && <OwnerLink entityRef={asset.owner} />],
          ['Bought', asset.purchasedOn && formatDay(asset.purchasedOn)],
          [
            'Price',
            asset.price &&
              `${asset.price.amount.toLocaleString('en')} ${
                asset.price.currency
              }`,
          ],
        ]}
      />
    </Box>
  ) : null;
}

/** What a row stands on and what stands on it, as links. */
export function RelationsSection(props: { refText: string; kind: string }) {
  const { refText, kind } = props;
  const links = useInfraLinks();
  const { value, error, refresh } = useRelations(refText);
  if (error && !value) {
    return <LoadError error={error} what="the relations" onRetry={refresh} />;
  }
  if (!value) {
    return null;
  }
  const { carries, carriesTotal, hidden, asset } = value;
  // both are among the facts of the row already
  const standsOn = value.standsOn.filter(
    ({ type }) => type !== 'owner' && type !== 'project',
  );
  // who may see the estate is told a number, be it 0
  const canFail =
    hidden !== null && ['machine', 'hypervisor', 'network'].includes(kind);
  if (standsOn.length + carries.length === 0 && !canFail && !asset) {
    return null;
  }
  return (
    <Box component="section" aria-label="Relations" sx={{ mt: 3 }}>
      <Typography component="h3" variant="h6">
        Relations
      </Typography>
      {canFail && (
        <Typography variant="body2">
          <TextLink to={links.topology(refText)}>
            What goes down with it?
          </TextLink>
        </Typography>
      )}
      <RelatedList title="Stands on" relations={standsOn} />
      <RelatedList title="Carries" relations={carries} />
      {carriesTotal > carries.length && (
        <Typography variant="caption" color="text.secondary">
          {carriesTotal - carries.length} more
        </Typography>
      )}
      {hidden !== null && hidden > 0 && (
        <Typography variant="caption" color="text.secondary" display="block">
          {hidden} more that you may not see
        </Typography>
      )}
      <Asset asset={asset} />
    </Box>
  );
}
