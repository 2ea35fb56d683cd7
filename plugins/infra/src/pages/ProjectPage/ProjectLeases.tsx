import type { Lease } from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import {
  ActionCell,
  ActionRow,
  HiddenText,
  EmptyNote,
  OwnerLink,
  Section,
  StatusLabel,
} from '../../components';
import { ExtendLeaseButton, isDeleted } from '../../resourceActions';
import { useSearchParams } from 'react-router-dom';
import { formatDay } from '../../lib/format';
import { leaseWords } from './leaseWords';

/** Of the address: a lease that a reminder is about, to be extended. */
const EXTEND = 'extend';

/** When what the project has ends, the soonest first. */
export function ProjectLeases({ leases }: { leases: Lease[] }) {
  const [params, setParams] = useSearchParams();
  const forget = () =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        after.delete(EXTEND);
        return after;
      },
      { replace: true },
    );
  const sorted = [...leases].sort((a, b) => a.endsAt.localeCompare(b.endsAt));
  return (
    <Section
      title="Leases"
      hint="Every instance has an end date; who asked for it is reminded before. After it the instance is stopped and kept for days of grace, then deleted"
    >
      {sorted.length === 0 ? (
        <EmptyNote title="No leases" />
      ) : (
        <TableContainer>
          <Table size="small" aria-label="Leases">
            <TableHead>
              <TableRow>
                <TableCell>Instance</TableCell>
                <TableCell>State</TableCell>
                <TableCell>Ends</TableCell>
                <TableCell>Left</TableCell>
                <TableCell>Asked by</TableCell>
                <TableCell>
                  <HiddenText>Actions</HiddenText>
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {sorted.map(lease => (
                <ActionRow key={lease.ref}>
                  <TableCell component="th" scope="row">
                    {lease.name}
                  </TableCell>
                  <TableCell>
                    <StatusLabel
                      status={lease.state}
                      {...(isDeleted(lease) && { label: 'Deleted' })}
                    />
                  </TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    {formatDay(lease.endsAt)}
                  </TableCell>
                  <TableCell>{leaseWords(lease)}</TableCell>
                  <TableCell>
                    <OwnerLink entityRef={lease.requester} />
                  </TableCell>
                  <ActionCell>
                    <ExtendLeaseButton
                      lease={lease}
                      asksAtOnce={lease.ref === params.get(EXTEND)}
                      onClose={forget}
                    />
                  </ActionCell>
                </ActionRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </Section>
  );
}
