import type { CapacityPart } from '@ironstage/plugin-infra-common';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { BarChart } from '@mui/x-charts/BarChart';
import { useState } from 'react';
import type { Dimension } from '../../lib/dimensions';

/** Allocated and free amounts of each provider, one dimension at a time. */
export function CapacityChart(props: {
  parts: CapacityPart[];
  dimensions: Dimension[];
}) {
  const { parts, dimensions } = props;
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const [chosen, setChosen] = useState(dimensions[0].id);
  const dimension = dimensions.find(({ id }) => id === chosen) ?? dimensions[0];
  const unit = dimension.unit(
    Math.max(0, ...parts.map(part => dimension.of(part.deliverable))),
  );
  const written = (amount: number) => dimension.format(amount * unit);
  const series = [
    {
      label: 'Allocated',
      color: theme.palette.primary.main,
      of: (part: CapacityPart) => dimension.of(part.allocated),
    },
    {
      label: 'Free',
      color: theme.palette.action.disabled,
      of: (part: CapacityPart) => Math.max(0, dimension.of(part.free)),
    },
  ];
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={dimension.id}
        onChange={(_, id) => id && setChosen(id)}
        aria-label="What the chart shows"
        sx={{ flexWrap: 'wrap' }}
      >
        {dimensions.map(({ id, label }) => (
          <ToggleButton key={id} value={id}>
            {label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <BarChart
        layout="horizontal"
        height={90 + 44 * parts.length}
        yAxis={[
          {
            scaleType: 'band',
            data: parts.map(({ name }) => name),
            width: narrow ? 100 : 190,
            categoryGapRatio: 0.4,
          },
        ]}
        xAxis={[
          {
            valueFormatter: written,
            tickMinStep: 1,
            tickNumber: narrow ? 3 : 8,
          },
        ]}
        series={series.map(({ label, color, of }) => ({
          label,
          color,
          stack: 'deliverable',
          data: parts.map(part => of(part) / unit),
          valueFormatter: amount => written(amount ?? 0),
        }))}
        skipAnimation
      />
    </>
  );
}
