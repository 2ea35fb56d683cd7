import type { CapacityHistory } from '@ironstage/plugin-infra-common';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Dimension } from '../../lib/dimensions';

const NAMES = [
  ['total', 'Total'],
  ['deliverable', 'Deliverable'],
  ['granted', 'Granted by quota'],
  ['allocated', 'Allocated'],
  ['used', 'Used'],
] as const;

const ratio = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: 1 });

/** What the last sample says, with what is promised beyond what there is named beside it. */
export function HistoryFigures(props: {
  history: CapacityHistory;
  dimension: Dimension;
}) {
  const { history, dimension } = props;
  const last = history.points[history.points.length - 1];
  return (
    <Stack
      direction="row"
      flexWrap="wrap"
      columnGap={3}
      rowGap={1}
      component="dl"
      aria-label="At the last sample"
      sx={{ m: 0, mt: 1 }}
    >
      {NAMES.map(([name, label]) => {
        const amount = last[name];
        return (
          <div key={name}>
            <Typography
              component="dt"
              variant="caption"
              color="text.secondary"
              display="block"
            >
              {label}
            </Typography>
            <Typography component="dd" variant="body1" sx={{ m: 0 }}>
              {amount === null ? 'not measured' : dimension.format(amount)}
              {name === 'deliverable' &&
                history.overcommit !== null &&
                history.overcommit > 0 && (
                  <Typography
                    component="span"
                    variant="body2"
                    color="text.secondary"
                  >
                    {' '}
                    ({ratio(history.overcommit)} × total)
                  </Typography>
                )}
            </Typography>
          </div>
        );
      })}
    </Stack>
  );
}
