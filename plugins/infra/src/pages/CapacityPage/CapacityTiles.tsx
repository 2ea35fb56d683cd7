import type { Capacity } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { Facts, UsageBar } from '../../components';
import type { Dimension } from '../../lib/dimensions';
import { overcommitOf } from './overcommit';

/** One tile per dimension: what is free in large, the rest of the figures below. */
export function CapacityTiles(props: {
  overall: Capacity['overall'];
  dimensions: Dimension[];
}) {
  const { overall, dimensions } = props;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
        mb: 2.5,
      }}
    >
      {dimensions.map(dimension => {
        const figure = (name: keyof typeof overall) =>
          dimension.format(dimension.of(overall[name]));
        return (
          <Paper
            key={dimension.id}
            component="section"
            aria-label={`${dimension.label} capacity`}
            variant="outlined"
            sx={{ p: 2, borderRadius: 2 }}
          >
            <Typography variant="body2" color="text.secondary">
              {dimension.label}
            </Typography>
            <Typography component="p" variant="h4" sx={{ mb: 1 }}>
              {figure('free')}{' '}
              <Typography component="span" color="text.secondary">
                free
              </Typography>
            </Typography>
            <UsageBar
              label="Allocated"
              used={dimension.of(overall.allocated)}
              limit={dimension.of(overall.deliverable)}
              format={dimension.format}
              words={{
                used: 'allocated',
                reserved: '',
                limit: '',
              }}
            />
            <Box sx={{ mt: 1.5 }}>
              <Facts
                facts={[
                  ['Total', figure('total')],
                  ['For the hosts', figure('reserved')],
                  [
                    'Deliverable',
                    <>
                      {figure('deliverable')}
                      <Typography
                        component="span"
                        variant="caption"
                        color="text.secondary"
                        display="block"
                      >
                        {overcommitOf(overall, dimension)}
                      </Typography>
                    </>,
                  ],
                  ['Granted by quota', figure('granted')],
                ]}
              />
            </Box>
          </Paper>
        );
      })}
    </Box>
  );
}
