import type { GpuCapacity } from '@ironstage/plugin-infra-common';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';

const COLUMNS = [
  ['inMachines', 'Cards in machines'],
  ['deliverable', 'For instances'],
  ['allocated', 'Allocated'],
  ['granted', 'Granted by quota'],
  ['free', 'Free'],
] as const;

/** Every GPU model over machines, hosts and quotas; a card and a slice of one are different things. */
export function GpuTable({ gpus }: { gpus: GpuCapacity[] }) {
  return (
    <TableContainer role="region" aria-label="GPUs, scrollable" tabIndex={0}>
      <Table size="small" aria-label="GPUs by model">
        <TableHead>
          <TableRow>
            <TableCell>Model</TableCell>
            <TableCell>What it is</TableCell>
            {COLUMNS.map(([name, label]) => (
              <TableCell key={name} align="right">
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {gpus.map(gpu => (
            <TableRow key={gpu.model}>
              <TableCell component="th" scope="row" title={gpu.model}>
                {gpu.title}
              </TableCell>
              <TableCell>
                <Chip
                  size="small"
                  variant="outlined"
                  label={gpu.form === 'card' ? 'Whole card' : 'Slice of a card'}
                />
              </TableCell>
              {COLUMNS.map(([name]) => (
                <TableCell key={name} align="right">
                  {gpu[name] ?? '–'}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
