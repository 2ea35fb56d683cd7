import type { Impact } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';
import { LoadError, Loading, Section, TextLink } from '../../components';
import { useImpact, useInfraLinks } from '../../hooks';
import { plural } from '../../lib/format';
import { isRow, targetLabel } from '../../lib/targets';
import {
  GroupTable,
  InstanceTable,
  PlainTable,
  ProjectTable,
  RedundantTable,
  ThingLink,
} from './ImpactTables';

const PAGE = 25;

const NOUNS: Array<[keyof Impact['counts'], string, string?]> = [
  ['rooms', 'room'],
  ['racks', 'rack'],
  ['feeds', 'power feed'],
  ['switches', 'switch', 'switches'],
  ['networks', 'network'],
  ['machines', 'machine'],
  ['hypervisors', 'host'],
];

function Part(props: { title: string; children: ReactNode }) {
  return (
    <Box sx={{ mt: 2.5 }}>
      <Typography component="h3" variant="subtitle1" fontWeight={600}>
        {props.title}
      </Typography>
      {props.children}
    </Box>
  );
}

function Headline({ impact }: { impact: Impact }) {
  const { counts } = impact;
  const things = NOUNS.filter(([key]) => counts[key] > 0).map(
    ([key, one, many]) => plural(counts[key], one, many),
  );
  return (
    <>
      <Typography component="p" variant="h5">
        {plural(counts.instances, 'instance')}{' '}
        {counts.instances === 1 ? 'goes' : 'go'} down
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {counts.instances > 0 && `${counts.running} of them running. `}
        {`With ${things.join(', ')}.`}
        {impact.hiddenInstances > 0 &&
          ` ${plural(
            impact.hiddenInstances,
            'instance',
          )} of it you may not see.`}
      </Typography>
    </>
  );
}

function Survivors({ survives }: Pick<Impact, 'survives'>) {
  const { redundantTotal, groups, otherNetwork, unmanaged } = survives;
  if (redundantTotal + groups.length + otherNetwork + unmanaged === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        Nothing that stands on it has another way.
      </Typography>
    );
  }
  return (
    <>
      {unmanaged > 0 && (
        <Typography variant="body2">
          {plural(unmanaged, 'machine')} go on, and nobody can deploy or release
          them until it is back.
        </Typography>
      )}
      {otherNetwork > 0 && (
        <Typography variant="body2">
          {plural(otherNetwork, 'instance')} can be reached by another network.
        </Typography>
      )}
      {redundantTotal > 0 && <RedundantTable survives={survives} />}
      {groups.length > 0 && <GroupTable survives={survives} />}
    </>
  );
}

function Doubts({ uncertain }: Pick<Impact, 'uncertain'>) {
  return (
    <PlainTable
      label="May go down as well"
      heads={['Host', 'May run on', 'By', 'Instances']}
      numbers={[3]}
      rows={uncertain.map(one => ({
        key: `${one.host.id} ${one.machine.id}`,
        cells: [
          <ThingLink key="host" thing={one.host} />,
          <ThingLink key="machine" thing={one.machine} />,
          one.against ? `${one.by}, against ${one.against}` : one.by,
          one.instances,
        ],
      }))}
    />
  );
}

function Pages(props: {
  offset: number;
  count: number;
  total: number;
  next: number | null;
  onGo: (offset: number) => void;
}) {
  const { offset, count, total, next, onGo } = props;
  return offset === 0 && next === null ? null : (
    <Stack direction="row" spacing={1} alignItems="center" sx={{ mt: 1 }}>
      <Button
        size="small"
        disabled={offset === 0}
        onClick={() => onGo(Math.max(0, offset - PAGE))}
      >
        Previous
      </Button>
      <Button
        size="small"
        disabled={next === null}
        onClick={() => next !== null && onGo(next)}
      >
        Next
      </Button>
      <Typography variant="caption" color="text.secondary">
        {offset + 1}–{offset + count} of {total}
      </Typography>
    </Stack>
  );
}

function Told(props: {
  impact: Impact;
  offset: number;
  onGo: (to: number) => void;
}) {
  const { impact, offset, onGo } = props;
  const links = useInfraLinks();
  const { target, counts, instances } = impact;
  return (
    <>
      <Headline impact={impact} />
      {isRow(target.kind) && (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          <TextLink
            to={links.inventory({ kind: target.kind, open: target.id })}
          >
            Details of {target.name}
          </TextLink>
        </Typography>
      )}
      {impact.projects.total > 0 && (
        <Part title="Whose it is">
          <ProjectTable projects={impact.projects} />
        </Part>
      )}
      <Part title="What survives">
        <Survivors survives={impact.survives} />
      </Part>
      {impact.uncertain.length > 0 && (
        <Part title="May go down as well: nobody can tell from here">
          <Doubts uncertain={impact.uncertain} />
        </Part>
      )}
      {impact.equipment.length > 1 && (
        <Part title="Places and equipment that go down">
          <Box component="ul" sx={{ m: 0, pl: 2.5, columns: { sm: 2 } }}>
            {impact.equipment.slice(1).map(one => (
              <li key={one.id}>
                <ThingLink thing={one} />
              </li>
            ))}
          </Box>
        </Part>
      )}
      {instances.length > 0 && (
        <Part title="Instances that go down">
          <InstanceTable instances={instances} />
          <Pages
            offset={offset}
            count={instances.length}
            total={counts.instances - impact.hiddenInstances}
            next={impact.next}
            onGo={onGo}
          />
        </Part>
      )}
    </>
  );
}

/** What goes down with something, whose it is, and what survives. */
export function ImpactPanel({ target }: { target: string }) {
  const [offset, setOffset] = useState(0);
  const { value, error, pending, refresh } = useImpact({
    target,
    limit: PAGE,
    offset,
  });
  const shown = value?.target;
  return (
    <Section
      title={
        shown
          ? `Without ${targetLabel(shown.kind).toLowerCase()} ${shown.name}`
          : target
      }
      hint={
        shown?.site && shown.kind !== 'site' ? `Site ${shown.site}` : undefined
      }
    >
      {error && (
        <LoadError error={error} what="what goes down" onRetry={refresh} />
      )}
      {pending && !value && <Loading what="what goes down" />}
      {value && !error && (
        <Told impact={value} offset={offset} onGo={setOffset} />
      )}
    </Section>
  );
}
