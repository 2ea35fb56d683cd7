import type { ProjectUsage } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import { dimensionsOf } from '../../lib/dimensions';
import { UsageBar } from '../UsageBar/UsageBar';

/** What a project has of its quota, one bar per dimension. */
export function UsageBars(props: { usage: ProjectUsage; columns?: number }) {
  const { usage, columns } = props;
  const { quota, reserved, used } = usage;
  return (
    <Box
      sx={{
        display: 'grid',
        columnGap: 3,
        rowGap: 1.5,
        gridTemplateColumns: columns
          ? `repeat(${columns}, minmax(0, 1fr))`
          : 'repeat(auto-fill, minmax(165px, 1fr))',
      }}
    >
      {dimensionsOf([quota, reserved, used]).map(dimension => (
        <UsageBar
          key={dimension.id}
          label={dimension.label}
          used={dimension.of(used)}
          reserved={dimension.of(reserved)}
          limit={dimension.of(quota)}
          format={dimension.format}
        />
      ))}
    </Box>
  );
}
