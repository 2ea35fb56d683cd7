import type { CapacityPart } from '@ironstage/plugin-infra-common';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TablePagination from '@mui/material/TablePagination';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { EmptyNote, StaleMark, StatusLabel } from '../../components';
import type { Dimension } from '../../lib/dimensions';
import { plural } from '../../lib/format';
import { HeatCell } from './HeatCell';

const SIZES = [25, 50, 100];
/** Stripes would look like heat. */
const ROW = {
  '&&': { bgcolor: 'transparent' },
  '& > td, & > th': { borderBottom: 1, borderColor: 'divider' },
};

/** Every host with how full it is, or who may see that. */
export function HostTable(props: {
  hosts: CapacityPart[] | null;
  dimensions: Dimension[];
}) {
  const { hosts, dimensions } = props;
  const [page, setPage] = useState(0);
  const [size, setSize] = useState(SIZES[0]);
  if (hosts === null) {
    return (
      <EmptyNote title="Single hosts are for the platform team">
        You see the totals. Hosts one by one are shown to those who hold the
        permission infra.estate.read, which is the platform team and SREs by
        default.
      </EmptyNote>
    );
  }
  if (hosts.length === 0) {
    return <EmptyNote title="No hosts yet" />;
  }
  const first = Math.min(page, Math.floor((hosts.length - 1) / size)) * size;
  return (
    <>
      <TableContainer role="region" aria-label="Hosts, scrollable" tabIndex={0}>
        <Table size="small" aria-label="Capacity by host">
          <TableHead>
            <TableRow>
              <TableCell>Host</TableCell>
              <TableCell>Status</TableCell>
              <TableCell>Provider</TableCell>
              <TableCell>Zone</TableCell>
              {dimensions.map(({ id, label }) => (
                <TableCell key={id} align="right">
                  {label}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {hosts.slice(first, first + size).map(host => (
              <TableRow key={host.id} sx={ROW}>
                <TableCell component="th" scope="row">
                  {host.name}
                </TableCell>
                <TableCell>
                  <Stack spacing={0.5} alignItems="flex-start">
                    <StatusLabel status={host.status} />
                    {host.stale && <StaleMark />}
                  </Stack>
                </TableCell>
                <TableCell>{host.provider}</TableCell>
                <TableCell>{host.zone}</TableCell>
                {dimensions.map(dimension => (
                  <HeatCell
                    key={dimension.id}
                    allocated={dimension.of(host.allocated)}
                    deliverable={dimension.of(host.deliverable)}
                    format={dimension.format}
                  />
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {hosts.length > SIZES[0] ? (
        <TablePagination
          component="div"
          count={hosts.length}
          page={first / size}
          rowsPerPage={size}
          rowsPerPageOptions={SIZES}
          onPageChange={(_, next) => setPage(next)}
          onRowsPerPageChange={event => {
            setSize(Number(event.target.value));
            setPage(0);
          }}
        />
      ) : (
        <Typography variant="caption" color="text.secondary">
          {plural(hosts.length, 'host')}
        </Typography>
      )}
    </>
  );
}
