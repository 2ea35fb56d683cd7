import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import {
  ActionCell,
  ActionRow,
  EmptyNote,
  GoldenPathButton,
  LoadError,
  Loading,
  Section,
  StaleMark,
  StatusLabel,
  TextLink,
  HiddenText,
} from '../../components';
import { useInfraLinks, useResources } from '../../hooks';
import { ResourceActions } from '../../resourceActions';
import { addressesOf } from '../../lib/attributes';
import { describeVector } from '../../lib/dimensions';
import { formatDay } from '../../lib/format';

/** Shown here at most; the inventory has them all. */
const SHOWN = 25;

/** The instances of a project. */
export function ProjectInstances({ project }: { project: string }) {
  const links = useInfraLinks();
  const { value, error, refresh } = useResources({
    kind: ['instance'],
    project: [project],
    limit: SHOWN,
  });
  const all = links.inventory({ kind: 'instance', project });

  let content = <Loading what="the instances" rows={2} />;
  if (value && value.items.length === 0) {
    content = (
      <EmptyNote
        title="No instances yet"
        action={
          <GoldenPathButton path="provision-vm" formData={{ project }}>
            Get a VM
          </GoldenPathButton>
        }
      />
    );
  } else if (value) {
    content = (
      <TableContainer>
        <Table size="small" aria-label="Instances">
          <TableHead>
            <TableRow>
              <TableCell>Name</TableCell>
              <TableCell>Status</TableCell>
              <TableCell>Addresses</TableCell>
              <TableCell>Size</TableCell>
              <TableCell>Provider</TableCell>
              <TableCell>Lease ends</TableCell>
              <TableCell>
                <HiddenText>Actions</HiddenText>
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {value.items.map(row => (
              <ActionRow key={row.ref}>
                <TableCell component="th" scope="row">
                  <TextLink
                    to={links.inventory({
                      kind: 'instance',
                      project,
                      open: row.ref,
                    })}
                  >
                    {row.name}
                  </TextLink>
                </TableCell>
                <TableCell>
                  <Stack spacing={0.5} alignItems="flex-start">
                    <StatusLabel status={row.status} />
                    {row.stale && <StaleMark lastSeenAt={row.lastSeenAt} />}
                  </Stack>
                </TableCell>
                <TableCell>{addressesOf(row.attributes)}</TableCell>
                <TableCell sx={{ minWidth: 220 }}>
                  {row.vector && describeVector(row.vector)}
                </TableCell>
                <TableCell>{row.provider}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  {row.leaseEndsAt && formatDay(row.leaseEndsAt)}
                </TableCell>
                <ActionCell>
                  <ResourceActions resource={row} compact />
                </ActionCell>
              </ActionRow>
            ))}
          </TableBody>
        </Table>
        {value.total > SHOWN && (
          <Typography variant="body2" sx={{ mt: 1 }}>
            <TextLink to={all}>All {value.total} instances</TextLink>
          </Typography>
        )}
      </TableContainer>
    );
  } else if (error) {
    content = (
      <LoadError error={error} what="the instances" onRetry={refresh} />
    );
  }
  return <Section title="Instances">{content}</Section>;
}
