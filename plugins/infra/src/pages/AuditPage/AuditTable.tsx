import type { AuditChainEntry } from '@ironstage/plugin-infra-common';
import ExpandIcon from '@mui/icons-material/KeyboardArrowDown';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment, useState } from 'react';
import { Facts, OwnerLink, StatusLabel, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { doorWord } from '../../lib/doors';
import { formatMoment } from '../../lib/format';
import { actionWords, subjectOf } from './words';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}$/;

function Target({ action, target }: AuditChainEntry) {
  const links = useInfraLinks();
  if (action.startsWith('operation-') && UUID.test(target)) {
    return <TextLink to={links.operation(target)}>{target}</TextLink>;
  }
  return <>{target}</>;
}

/** All that an entry says. */
function Details({ entry }: { entry: AuditChainEntry }) {
  return (
    <Box sx={{ py: 1.5 }}>
      <Facts
        facts={[
          ['Entry', entry.seq.toLocaleString('en')],
          ['Action', entry.action],
          ['At', entry.at],
          ['Hash', entry.hash],
          ['Entry before', entry.previousHash],
        ]}
      />
      <Box
        component="pre"
        tabIndex={0}
        aria-label={`Data of entry ${entry.seq}`}
        sx={{
          m: 0,
          mt: 1.5,
          p: 1.5,
          borderRadius: 1,
          bgcolor: 'action.hover',
          fontSize: 12,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {JSON.stringify(entry.data, null, 2)}
      </Box>
    </Box>
  );
}

function Entry({ entry }: { entry: AuditChainEntry }) {
  const [open, setOpen] = useState(false);
  const { seq, at, actor, door, action, outcome } = entry;
  const subject = subjectOf(entry);
  return (
    <Fragment>
      <TableRow sx={{ '& > *': { borderBottom: open ? 'unset' : undefined } }}>
        <TableCell padding="none">
          <IconButton
            size="small"
            aria-label={`Details of entry ${seq}`}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <ExpandIcon
              fontSize="small"
              sx={{ transform: open ? 'rotate(180deg)' : undefined }}
            />
          </IconButton>
        </TableCell>
        <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatMoment(at)}</TableCell>
        <TableCell>
          <OwnerLink entityRef={actor} />
        </TableCell>
        <TableCell component="th" scope="row">
          {actionWords(action)}
          {subject && (
            <Typography variant="body2" color="text.secondary">
              {subject}
            </Typography>
          )}
        </TableCell>
        <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 220 }}>
          <Target {...entry} />
        </TableCell>
        <TableCell>
          {typeof entry.data.project === 'string' && entry.data.project}
        </TableCell>
        <TableCell>
          <StatusLabel status={outcome} />
        </TableCell>
        <TableCell>{doorWord(door)}</TableCell>
      </TableRow>
      {open && (
        <TableRow>
          <TableCell />
          <TableCell colSpan={7} sx={{ pt: 0 }}>
            <Details entry={entry} />
          </TableCell>
        </TableRow>
      )}
    </Fragment>
  );
}

/** Entries of the audit chain as rows, in the order given. */
export function AuditTable({ entries }: { entries: AuditChainEntry[] }) {
  return (
    <TableContainer>
      <Table
        size="small"
        aria-label="Audit entries"
        sx={{ minWidth: 1000, '& td, & th': { verticalAlign: 'top' } }}
      >
        <TableHead>
          <TableRow>
            <TableCell padding="none" sx={{ width: 36 }} aria-label="Details" />
            <TableCell>When</TableCell>
            <TableCell>Who</TableCell>
            <TableCell>Did what</TableCell>
            <TableCell>To what</TableCell>
            <TableCell>Project</TableCell>
            <TableCell>Outcome</TableCell>
            <TableCell>Through</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map(entry => (
            <Entry key={entry.seq} entry={entry} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
