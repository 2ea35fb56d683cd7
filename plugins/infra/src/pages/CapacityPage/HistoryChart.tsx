import type {
  CapacityForecast,
  CapacityHistory,
} from '@ironstage/plugin-infra-common';
import { alpha, useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { lineElementClasses, LineChart } from '@mui/x-charts/LineChart';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import type { Dimension } from '../../lib/dimensions';
import { timelineOf, type Moment } from './timeline';

const DAY_MS = 86_400_000;

/** Capacity over time as lines, and after them the band of the forecast. */
export function HistoryChart(props: {
  history: CapacityHistory;
  forecast: CapacityForecast | undefined;
  dimension: Dimension;
}) {
  const { history, forecast, dimension } = props;
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const unit = dimension.unit(
    Math.max(
      0,
      ...history.points.map(point => Math.max(point.total, point.deliverable)),
    ),
  );
  const moments = useMemo(
    () => timelineOf(history, forecast, unit),
    [history, forecast, unit],
  );
  const written = (amount: number | null) =>
    amount === null ? 'unknown' : dimension.format(amount * unit);
  const isShort =
    Date.parse(history.to) - Date.parse(history.from) < 2 * DAY_MS;
  const { palette } = theme;
  const lines: Array<[keyof Moment, string, string]> = [
    ['total', 'Total', palette.text.disabled],
    ['deliverable', 'Deliverable', palette.success.main],
    ['granted', 'Granted by quota', palette.warning.main],
    ['allocated', 'Allocated', palette.primary.main],
    ['used', 'Used', palette.secondary.main],
    ['expected', 'Expected', palette.primary.main],
  ];
  const known = (key: keyof Moment) => moments.some(one => one[key] !== null);
  const dataOf = (key: keyof Moment) =>
    moments.map(one => one[key] as number | null);
  return (
    <LineChart
      height={narrow ? 300 : 360}
      skipAnimation
      margin={{ left: 0, right: narrow ? 8 : 24 }}
      xAxis={[
        {
          scaleType: 'time',
          domainLimit: 'strict',
          data: moments.map(({ at }) => at),
          tickNumber: narrow ? 3 : 8,
          valueFormatter: (at: Date, { location }) =>
            DateTime.fromJSDate(at).toFormat(
              isShort || location !== 'tick' ? 'd LLL, HH:mm' : 'd LLL',
            ),
        },
      ]}
      yAxis={[{ min: 0, width: narrow ? 56 : 80, valueFormatter: written }]}
      series={[
        ...lines
          .filter(([key]) => known(key))
          .map(([key, label, color]) => ({
            id: key,
            label,
            color,
            data: dataOf(key),
            showMark: false,
            curve: 'linear' as const,
            valueFormatter: written,
          })),
        // an area that is not seen, and on it the one that is the band
        ...(known('low')
          ? [
              {
                id: 'low',
                data: dataOf('low'),
                stack: 'band',
                area: true,
                curve: 'linear' as const,
                showMark: false,
                color: 'transparent',
                valueFormatter: () => null,
              },
              {
                id: 'band',
                label: 'Likely (9 of 10)',
                data: dataOf('width'),
                stack: 'band',
                area: true,
                curve: 'linear' as const,
                showMark: false,
                color: alpha(palette.primary.main, 0.25),
                valueFormatter: (
                  _: number | null,
                  at: { dataIndex: number },
                ) => {
                  const { low, width } = moments[at.dataIndex];
                  return low === null || width === null
                    ? null
                    : `${written(low)} to ${written(low + width)}`;
                },
              },
            ]
          : []),
      ]}
      sx={{
        [`.${lineElementClasses.root}`]: { strokeWidth: 2 },
        [`.${lineElementClasses.root}[data-series="expected"]`]: {
          strokeDasharray: '6 4',
        },
        [`.${lineElementClasses.root}[data-series="band"]`]: { stroke: 'none' },
      }}
    />
  );
}
