import type { Costs } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { formatMoney, formatMonth, formatNumber, monthAfter } from './amounts';

/** A figure of the page. */
function Tile(props: { title: string; value: string; note?: string }) {
  const { title, value, note } = props;
  return (
    <Paper variant="outlined" sx={{ p: 2, borderRadius: 2, minWidth: 0 }}>
      <Typography variant="body2" color="text.secondary">
        {title}
      </Typography>
      <Typography variant="h5" component="p">
        {value}
      </Typography>
      {note && (
        <Typography variant="body2" color="text.secondary">
          {note}
        </Typography>
      )}
    </Paper>
  );
}

const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, one) => total + one, 0);

/** The month in a few figures: money where there is a rate card, hours where there is none. */
export function CostTiles({ costs }: { costs: Costs }) {
  const { month, isOver, rates, total } = costs;
  const { used, cost, forecast, previous } = total;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
        gap: 2,
        mb: 2.5,
      }}
    >
      {rates && cost !== null && (
        <Tile
          title={isOver ? formatMonth(month) : `${formatMonth(month)} so far`}
          value={formatMoney(cost, rates)}
        />
      )}
      {rates && forecast !== null && !isOver && (
        <Tile
          title="Forecast of the month"
          value={formatMoney(forecast, rates)}
          note="When all goes on as in the last 24 hours"
        />
      )}
      {rates && previous !== null && (
        <Tile
          title={formatMonth(monthAfter(month, -1))}
          value={formatMoney(previous, rates)}
        />
      )}
      <Tile title="vCPU hours" value={formatNumber(used.vcpuHours)} />
      <Tile title="GPU hours" value={formatNumber(sum(used.gpuHours))} />
      {used.machineDays > 0 && (
        <Tile title="Machine days" value={formatNumber(used.machineDays)} />
      )}
    </Box>
  );
}
