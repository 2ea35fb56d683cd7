import type { Costs } from '@ironstage/plugin-infra-common';
import { useTheme } from '@mui/material/styles';
import { BarChart } from '@mui/x-charts/BarChart';
import { formatMoney } from './amounts';

const HEIGHT = 220;

/** What each day cost. */
export function DaysChart({ costs }: { costs: Costs }) {
  const theme = useTheme();
  const { days, rates } = costs;
  if (!rates) {
    return null;
  }
  return (
    <BarChart
      height={HEIGHT}
      margin={{ left: 8, right: 8 }}
      hideLegend
      skipAnimation
      xAxis={[
        {
          scaleType: 'band',
          data: days.map(({ day }) => Number(day.slice(8))),
        },
      ]}
      yAxis={[{ width: 56 }]}
      series={[
        {
          label: 'Cost',
          color: theme.palette.primary.main,
          data: days.map(({ cost }) => cost),
          valueFormatter: value => formatMoney(value ?? 0, rates),
        },
      ]}
    />
  );
}
