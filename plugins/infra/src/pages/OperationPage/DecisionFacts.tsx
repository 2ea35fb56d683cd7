import {
  subtractVectors,
  sumVectors,
  type ApprovalHistory,
  type DecisionContext,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import {
  Facts,
  LoadError,
  Loading,
  ProviderName,
  StatusLabel,
  TextLink,
} from '../../components';
import { useDecision, useInfraLinks } from '../../hooks';
import { dimensionsOf } from '../../lib/dimensions';
import { formatDay, humanize } from '../../lib/format';

const right = { textAlign: 'right', whiteSpace: { sm: 'nowrap' } } as const;

interface Column {
  title: string;
  of: ResourceVector;
  /** something is wrong with what is below zero */
  warns?: boolean;
}

/** Amounts side by side, of the dimensions that the request is about. */
function Amounts(props: {
  label: string;
  about: ResourceVector[];
  columns: Column[];
}) {
  const { label, about, columns } = props;
  const dimensions = dimensionsOf([...about, ...columns.map(one => one.of)], {
    instances: true,
  }).filter(one => about.some(vector => one.of(vector) !== 0));
  return (
    <TableContainer sx={{ maxWidth: 760 }}>
      <Table
        size="small"
        aria-label={label}
        sx={{ '& th, & td': { px: { xs: 0.5, sm: 2 } } }}
      >
        <TableHead>
          <TableRow>
            <TableCell />
            {columns.map(({ title }) => (
              <TableCell key={title} sx={right}>
                {title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {dimensions.map(one => (
            <TableRow key={one.id}>
              <TableCell component="th" scope="row">
                {one.label}
              </TableCell>
              {columns.map(({ title, of, warns }) => (
                <TableCell
                  key={title}
                  sx={{
                    ...right,
                    ...(warns &&
                      one.of(of) < 0 && {
                        color: 'error.main',
                        fontWeight: 600,
                      }),
                  }}
                >
                  {one.format(one.of(of))}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

const money = (amount: number, currency: string) =>
  `${amount.toLocaleString('en', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })} ${currency}`;

function priceWords({ price, quota }: DecisionContext): string {
  if (!price) {
    return 'There is no rate card.';
  }
  const monthly = money(price.monthly, price.currency);
  if (quota) {
    return `${monthly} a month if all of the increase is used`;
  }
  return price.whole === null
    ? `${monthly} a month`
    : `${money(
        price.whole,
        price.currency,
      )} until it ends (${monthly} a month)`;
}

function History({ history }: { history: ApprovalHistory }) {
  const links = useInfraLinks();
  const counts = Object.entries(history.counts);
  if (counts.length === 0) {
    return <>Nothing that had to be decided in the last 90 days</>;
  }
  return (
    <>
      {counts
        .map(([state, count]) => `${count} ${humanize(state).toLowerCase()}`)
        .join(', ')}{' '}
      in the last 90 days
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {history.recent.map(one => (
          <Box component="li" key={one.id} sx={{ mt: 0.5 }}>
            <StatusLabel status={one.state} />{' '}
            <TextLink to={links.operation(one.id)}>{one.title}</TextLink>
            <Typography variant="caption" color="text.secondary">
              {' '}
              {formatDay(one.createdAt)}
            </Typography>
          </Box>
        ))}
      </Box>
    </>
  );
}

function Part(props: { title: ReactNode; children: ReactNode }) {
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="subtitle2" component="h3">
        {props.title}
      </Typography>
      {props.children}
    </Box>
  );
}

/** Room at the place, before and after. */
function Room({ context }: { context: DecisionContext }) {
  const { room, takes, granted, quota } = context;
  if (!room || !takes) {
    return null;
  }
  const place = <ProviderName id={room.provider} />;
  return quota ? (
    <Part title={<>What is granted at {place}</>}>
      <Amounts
        label="What is granted"
        about={[takes]}
        columns={[
          { title: 'There', of: room.deliverable },
          { title: 'Free now', of: room.before, warns: true },
          ...(granted
            ? [
                { title: 'Granted to all', of: granted },
                { title: 'With this', of: sumVectors([granted, takes]) },
              ]
            : []),
        ]}
      />
    </Part>
  ) : (
    <Part title={<>Room at {place}</>}>
      <Amounts
        label="Room"
        about={[{ ...takes, instances: 0 }]}
        columns={[
          { title: 'It takes', of: takes },
          { title: 'Free before', of: room.before, warns: true },
          { title: 'Free after', of: room.after, warns: true },
          { title: 'Of', of: room.deliverable },
        ]}
      />
      <Typography variant="body2" color="text.secondary" sx={{ mt: 0.5 }}>
        {room.hosts === 1 ? 'One host has' : `${room.hosts} hosts have`} room
        for it right now.
      </Typography>
    </Part>
  );
}

/** The project, before and after. */
function Project({ context }: { context: DecisionContext }) {
  const { usage, takes, quota } = context;
  if (!usage || !takes) {
    return null;
  }
  const held = sumVectors([usage.used, usage.reserved]);
  return (
    <Part title={`Quota of ${usage.project}`}>
      <Amounts
        label="Quota"
        about={quota ? [quota.before, quota.after] : [takes]}
        columns={
          quota
            ? [
                { title: 'Used or reserved', of: held },
                { title: 'Quota now', of: quota.before },
                { title: 'Quota after', of: quota.after },
              ]
            : [
                { title: 'Quota', of: usage.quota },
                { title: 'Used', of: usage.used },
                { title: 'Reserved, with this', of: usage.reserved },
                {
                  title: 'Left',
                  of: subtractVectors(usage.quota, held),
                  warns: true,
                },
              ]
        }
      />
    </Part>
  );
}

/** What an approver has to know: size, room before and after, quota, price, history. */
export function DecisionFacts({ id }: { id: string }) {
  const { value, error, pending, refresh } = useDecision(id);
  if (!value) {
    return (
      <Box sx={{ mt: 2 }}>
        {error && (
          <LoadError
            error={error}
            what="what there is to know"
            onRetry={refresh}
          />
        )}
        {pending && <Loading what="what there is to know" rows={3} />}
      </Box>
    );
  }
  const { project, requester } = value.history;
  return (
    <>
      <Room context={value} />
      <Project context={value} />
      <Part title="Price and history">
        <Facts
          facts={[
            ['Price', priceWords(value)],
            ['The project', project && <History key="p" history={project} />],
            ['Who asks', <History key="r" history={requester} />],
          ]}
        />
      </Part>
    </>
  );
}
