import type { CostFigures, Costs } from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { formatGpuHours, formatMoney, formatNumber } from './amounts';

/** A row: whose it is, in as many cells as there are titles, and the figures. */
export interface CostRow {
  key: string;
  whose: ReactNode[];
  figures: CostFigures;
}

/** What was held and what it cost, line by line. */
export function CostTable(props: {
  label: string;
  titles: string[];
  rows: CostRow[];
  costs: Costs;
}) {
  const { label, titles, rows, costs } = props;
  const { rates, isOver } = costs;
  const money = (value: number | null) =>
    rates && value !== null ? formatMoney(value, rates) : null;
  return (
    <TableContainer>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {titles.map(title => (
              <TableCell key={title}>{title}</TableCell>
            ))}
            <TableCell align="right">vCPU hours</TableCell>
            <TableCell align="right">Memory, GiB hours</TableCell>
            <TableCell align="right">Storage, GiB hours</TableCell>
            <TableCell>GPUs</TableCell>
            <TableCell align="right">Machine days</TableCell>
            {rates && <TableCell align="right">Cost</TableCell>}
            {rates && !isOver && <TableCell align="right">Forecast</TableCell>}
            {rates && <TableCell align="right">Month before</TableCell>}
          </TableRow>
        </TableHead>
        <TableBody
          sx={{ '& td[align=right], & .number': { whiteSpace: 'nowrap' } }}
        >
          {rows.map(({ key, whose, figures }) => {
            const { used, cost, forecast, previous } = figures;
            const [first, ...others] = whose;
            return (
              <TableRow key={key}>
                <TableCell component="th" scope="row">
                  {first}
                </TableCell>
                {others.map((one, index) => (
                  <TableCell key={titles[index + 1]}>{one}</TableCell>
                ))}
                {[
                  used.vcpuHours,
                  used.memoryGiBHours,
                  used.storageGiBHours,
                ].map((amount, index) => (
                  <TableCell key={index} align="right" className="number">
                    {formatNumber(amount)}
                  </TableCell>
                ))}
                <TableCell>
                  {formatGpuHours(used.gpuHours).map(text => (
                    <div key={text}>{text}</div>
                  ))}
                </TableCell>
                <TableCell align="right" className="number">
                  {formatNumber(used.machineDays)}
                </TableCell>
                {rates && (
                  <TableCell align="right" className="number">
                    {money(cost)}
                  </TableCell>
                )}
                {rates && !isOver && (
                  <TableCell align="right" className="number">
                    {money(forecast)}
                  </TableCell>
                )}
                {rates && (
                  <TableCell align="right" className="number">
                    {money(previous)}
                  </TableCell>
                )}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
