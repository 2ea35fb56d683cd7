import type { Impact } from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { OwnerLink, StatusLabel, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { targetLabel } from '../../lib/targets';

/** A small table with a heading of its own. */
export function PlainTable(props: {
  label: string;
  heads: string[];
  rows: Array<{ key: string; cells: ReactNode[] }>;
  /** columns of numbers, counted from 0 */
  numbers?: number[];
}) {
  const { label, heads, rows, numbers = [] } = props;
  const align = (index: number) => (numbers.includes(index) ? 'right' : 'left');
  return (
    <TableContainer>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {heads.map((head, index) => (
              <TableCell key={head} align={align(index)}>
                {head}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, cells }) => (
            <TableRow key={key}>
              {cells.map((cell, index) => (
                <TableCell
                  // eslint-disable-next-line react/no-array-index-key -- columns do not move
                  key={index}
                  align={align(index)}
                  sx={{ overflowWrap: 'break-word', px: 1 }}
                >
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Tenant({
  tenant,
}: Pick<Impact['projects']['items'][number], 'tenant'>) {
  const links = useInfraLinks();
  return tenant ? (
    <>
      <TextLink to={links.inventory({ kind: 'project', open: tenant.ref })}>
        {tenant.name}
      </TextLink>
      <Typography variant="caption" color="text.secondary" display="block">
        Tenant of {tenant.provider}
      </Typography>
    </>
  ) : (
    <>No project</>
  );
}

/** Projects and teams with what they lose and what they keep. */
export function ProjectTable({ projects }: Pick<Impact, 'projects'>) {
  const links = useInfraLinks();
  return (
    <>
      <PlainTable
        label="Whose it is"
        heads={['Project', 'Owner', 'Down', 'Left']}
        numbers={[2, 3]}
        rows={projects.items.map(one => ({
          key: `${one.project} ${one.tenant?.ref} ${one.owner}`,
          cells: [
            one.project ? (
              <TextLink to={links.project(one.project)}>{one.project}</TextLink>
            ) : (
              <Tenant key="tenant" tenant={one.tenant} />
            ),
            one.owner && <OwnerLink entityRef={one.owner} />,
            one.machines > 0
              ? `${one.down} + ${one.machines} machines`
              : one.down,
            one.left,
          ],
        }))}
      />
      {projects.total > projects.items.length && (
        <Typography variant="caption" color="text.secondary">
          {projects.total - projects.items.length} more
          {projects.hidden > 0 &&
            `, ${projects.hidden} of them of teams whose projects you may not see`}
        </Typography>
      )}
    </>
  );
}

/** A place, piece of equipment, machine or host, as a link to what goes down with it. */
export function ThingLink(props: {
  thing: { id: string; kind: string; name: string };
}) {
  const links = useInfraLinks();
  const { id, kind, name } = props.thing;
  return (
    <>
      <TextLink to={links.topology(id)}>{name}</TextLink>{' '}
      <Typography component="span" variant="caption" color="text.secondary">
        {targetLabel(kind)}
      </Typography>
    </>
  );
}

/** What goes on by another feed or switch. */
export function RedundantTable({ survives }: Pick<Impact, 'survives'>) {
  return (
    <>
      <PlainTable
        label="What goes on, and by what"
        heads={['Goes on', 'Loses', 'Keeps']}
        rows={survives.redundant.map(one => ({
          key: `${one.id} ${one.by}`,
          cells: [
            <ThingLink key="thing" thing={one} />,
            one.lost.join(', '),
            one.left.join(', '),
          ],
        }))}
      />
      {survives.redundantTotal > survives.redundant.length && (
        <Typography variant="caption" color="text.secondary">
          {survives.redundantTotal - survives.redundant.length} more
        </Typography>
      )}
    </>
  );
}

/** Server groups that lose some of their instances. */
export function GroupTable({ survives }: Pick<Impact, 'survives'>) {
  return (
    <PlainTable
      label="Server groups"
      heads={['Server group', 'Project', 'Down', 'Left']}
      numbers={[2, 3]}
      rows={survives.groups.map(one => ({
        key: `${one.provider} ${one.project} ${one.name}`,
        cells: [
          <>
            {one.name}
            {one.policy && (
              <Typography
                variant="caption"
                color="text.secondary"
                display="block"
              >
                {one.policy}
              </Typography>
            )}
          </>,
          one.project,
          one.down,
          one.left,
        ],
      }))}
    />
  );
}

/** Instances that go down. */
export function InstanceTable({ instances }: Pick<Impact, 'instances'>) {
  const links = useInfraLinks();
  return (
    <PlainTable
      label="Instances that go down"
      heads={['Instance', 'Status', 'Project', 'Host']}
      rows={instances.map(one => ({
        key: one.ref,
        cells: [
          <TextLink
            key="name"
            to={links.inventory({ kind: 'instance', open: one.ref })}
          >
            {one.name}
          </TextLink>,
          <StatusLabel key="status" status={one.status} />,
          one.project,
          one.host,
        ],
      }))}
    />
  );
}
