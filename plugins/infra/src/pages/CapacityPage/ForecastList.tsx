import type { CapacityForecast } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { Dimension } from '../../lib/dimensions';
import { basisOf } from './forecastWords';

/** Within so many days one has to order by now. */
const SOON = 30;

function Forecast(props: {
  forecast: CapacityForecast;
  dimension: Dimension;
  onChoose: (id: string) => void;
}) {
  const { forecast, dimension, onChoose } = props;
  const days = forecast.daysToFull.expected;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: '3fr 2fr 6fr' },
        columnGap: 2,
        py: 1,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Link
        component="button"
        type="button"
        variant="body2"
        sx={{ textAlign: 'left', alignSelf: 'start' }}
        onClick={() => onChoose(forecast.class)}
      >
        {dimension.label}
      </Link>
      <Typography variant="body2" color="text.secondary">
        {dimension.format(forecast.allocated)} of{' '}
        {dimension.format(forecast.deliverable)} allocated
      </Typography>
      <div>
        <Typography
          variant="body2"
          color={days !== null && days <= SOON ? 'error' : 'inherit'}
        >
          {forecast.sentence}
        </Typography>
        <Typography variant="caption" color="text.secondary">
          {basisOf(forecast)}
        </Typography>
      </div>
    </Box>
  );
}

/** When each class runs out, in words; choosing one shows it in the chart. */
export function ForecastList(props: {
  forecasts: CapacityForecast[];
  dimensions: Dimension[];
  onChoose: (id: string) => void;
}) {
  const { forecasts, dimensions, onChoose } = props;
  return (
    <Box
      component="ul"
      aria-label="When capacity runs out"
      sx={{ listStyle: 'none', m: 0, mt: 2, p: 0 }}
    >
      {forecasts.map(forecast => {
        const dimension = dimensions.find(({ id }) => id === forecast.class);
        return (
          dimension && (
            <Forecast
              key={forecast.class}
              forecast={forecast}
              dimension={dimension}
              onChoose={onChoose}
            />
          )
        );
      })}
    </Box>
  );
}
