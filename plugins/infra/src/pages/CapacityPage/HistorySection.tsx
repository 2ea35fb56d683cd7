import type { CapacityPart } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EmptyNote, LoadError, Loading, Section } from '../../components';
import { useCapacityForecast, useCapacityHistory } from '../../hooks';
import { COUNTED, type Dimension } from '../../lib/dimensions';
import { formatDateTime } from '../../lib/format';
import { ForecastList } from './ForecastList';
import { HistoryFigures } from './HistoryFigures';
import {
  RANGES,
  readHistoryState,
  writeHistoryState,
  type HistoryState,
} from './historyState';

const HistoryChart = lazy(() =>
  import('./HistoryChart').then(m => ({ default: m.HistoryChart })),
);

const MACHINES: Dimension = {
  id: 'machines',
  label: 'Machines (bare metal)',
  of: () => 0,
  ...COUNTED,
};

const ALL = 'all';

/** A choice of one; its options are few. */
function Choice(props: {
  label: string;
  value: string;
  options: ReadonlyArray<{ id: string; label: string }>;
  onChoose: (id: string) => void;
}) {
  const { label, value, options, onChoose } = props;
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={event => onChoose(event.target.value)}
      sx={{ minWidth: 130, maxWidth: '100%' }}
    >
      {options.map(option => (
        <MenuItem key={option.id} value={option.id}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Past(props: {
  state: HistoryState;
  dimension: Dimension;
  forecasts: ReturnType<typeof useCapacityForecast>['value'];
}) {
  const { state, dimension, forecasts } = props;
  const { value, error, pending, refresh } = useCapacityHistory({
    class: dimension.id,
    ...(state.provider && { provider: [state.provider] }),
    lengthMs: state.range.lengthMs,
  });
  if (!value) {
    return (
      <>
        {error && (
          <LoadError error={error} what="the history" onRetry={refresh} />
        )}
        {pending && <Loading what="the history" rows={3} />}
      </>
    );
  }
  if (value.points.length === 0) {
    return (
      <EmptyNote title="No history yet">
        A sample is taken every five minutes, from the first reading of a
        provider on.
      </EmptyNote>
    );
  }
  const forecast = forecasts?.items.find(one => one.class === dimension.id);
  return (
    <>
      {error && (
        <LoadError error={error} what="the history" onRetry={refresh} />
      )}
      <Suspense fallback={<Loading what="the chart" rows={3} />}>
        <HistoryChart
          history={value}
          forecast={forecast}
          dimension={dimension}
        />
      </Suspense>
      <HistoryFigures history={value} dimension={dimension} />
      {value.reconstructedBefore && value.reconstructedBefore > value.from && (
        <Alert severity="info" sx={{ mt: 1.5 }}>
          Before {formatDateTime(value.reconstructedBefore)} nothing was
          measured: allocated is worked out of when the instances were made that
          are there now, and the other lines are as of that day.
        </Alert>
      )}
    </>
  );
}

/** Capacity over time, and when it runs out. */
export function HistorySection(props: {
  dimensions: Dimension[];
  providers: CapacityPart[];
}) {
  const { providers } = props;
  const dimensions = [...props.dimensions, MACHINES];
  const [params, setParams] = useSearchParams();
  const state = readHistoryState(params);
  const dimension =
    dimensions.find(({ id }) => id === state.of) ?? dimensions[0];
  const forecasts = useCapacityForecast(state.provider ? [state.provider] : []);
  const change = (next: Partial<HistoryState>) =>
    setParams(
      before =>
        writeHistoryState(before, { ...readHistoryState(before), ...next }),
      { replace: true },
    );
  return (
    <Section
      title="Over time"
      hint="What there was to give, what was promised and what was taken, and where it leads"
      actions={
        <Stack direction="row" flexWrap="wrap" gap={1.5}>
          <Choice
            label="Capacity"
            value={dimension.id}
            options={dimensions}
            onChoose={of => change({ of })}
          />
          <Choice
            label="Provider"
            value={state.provider ?? ALL}
            options={[
              { id: ALL, label: 'All' },
              ...providers.map(({ id, name }) => ({ id, label: name })),
            ]}
            onChoose={id => change({ provider: id === ALL ? undefined : id })}
          />
          <Choice
            label="Time"
            value={state.range.id}
            options={[...RANGES].sort((a, b) => a.lengthMs - b.lengthMs)}
            onChoose={id =>
              change({ range: RANGES.find(one => one.id === id) })
            }
          />
        </Stack>
      }
    >
      <Past state={state} dimension={dimension} forecasts={forecasts.value} />
      {forecasts.error && (
        <LoadError
          error={forecasts.error}
          what="the forecast"
          onRetry={forecasts.refresh}
        />
      )}
      {forecasts.value && forecasts.value.items.length > 0 && (
        <ForecastList
          forecasts={forecasts.value.items}
          dimensions={dimensions}
          onChoose={of => change({ of })}
        />
      )}
    </Section>
  );
}
