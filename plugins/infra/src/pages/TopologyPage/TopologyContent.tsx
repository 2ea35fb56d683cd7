import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { InfraApiError, type Topology } from '@ironstage/plugin-infra-common';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyNote,
  LoadError,
  Loading,
  OverlayNotice,
  PageBody,
} from '../../components';
import { useTopology } from '../../hooks';
import { LAYERS, layersAtFirst, onlyLayers } from './layers';
import { ImpactPanel } from './ImpactPanel';
import { TargetSearch } from './TargetSearch';

const TopologyGraph = lazy(() =>
  import('./TopologyGraph').then(m => ({ default: m.TopologyGraph })),
);

/** Nodes that are drawn at most: more are neither laid out quickly nor read. */
const DRAWN = 100;
/** Around one thing: as many as are seen at once beside what goes down with it. */
const DRAWN_AROUND = 64;

function Omitted({ count, isFocused }: { count: number; isFocused: boolean }) {
  return count > 0 ? (
    <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
      {count} more are not drawn:{' '}
      {isFocused
        ? 'pick something smaller, or ask for it by name.'
        : 'pick what they stand in, or ask for them by name.'}
    </Typography>
  ) : null;
}

function Drawing(props: {
  topology: Topology;
  target: string | undefined;
  onPick: (id: string) => void;
}) {
  const { topology, target, onPick } = props;
  const [layers, setLayers] = useState(layersAtFirst(target));
  const drawn = useMemo(
    () => onlyLayers(topology, layers, target),
    [topology, layers, target],
  );
  return (
    <>
      <ToggleButtonGroup
        size="small"
        value={layers}
        onChange={(_, chosen) => setLayers(chosen)}
        aria-label="What is drawn beside places"
        sx={{ flexWrap: 'wrap', mb: 1 }}
      >
        {LAYERS.map(({ kind, label }) => (
          <ToggleButton key={kind} value={kind}>
            {label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Suspense fallback={<Loading what="the drawing" />}>
        <TopologyGraph topology={drawn} target={target} onPick={onPick} />
      </Suspense>
      <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
        What stands on something is to the right of it. Of several dashed lines
        of one sort, one is enough.
      </Typography>
      <Omitted count={topology.omitted} isFocused={Boolean(target)} />
    </>
  );
}

/** Whether somebody asked for what there is not, or for what several are called. */
const isWrongTarget = (error: Error | undefined) =>
  error instanceof InfraApiError && [400, 404].includes(error.status);

/** What stands on what, and what goes down with it. */
export function TopologyContent() {
  const [params, setParams] = useSearchParams();
  const target = params.get('target') ?? undefined;
  const pick = useCallback(
    (id: string | undefined) => setParams(id ? { target: id } : {}),
    [setParams],
  );
  const { value, error, pending, refresh } = useTopology({
    focus: target,
    limit: target ? DRAWN_AROUND : DRAWN,
  });
  const drawn = error ? undefined : value;
  return (
    <PageBody intro="What stands on what. Pick a site, room, rack, power feed, switch, provider, host or machine to see what goes down with it.">
      <TargetSearch key={target} nodes={value?.nodes ?? []} onPick={pick} />
      {value && <OverlayNotice overlay={value.overlay} />}
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: target ? 'minmax(0, 3fr) minmax(0, 2fr)' : 'minmax(0, 1fr)',
          },
        }}
      >
        <Box sx={{ minWidth: 0 }}>
          {target && (
            <Button size="small" onClick={() => pick(undefined)} sx={{ mb: 1 }}>
              Show the whole estate
            </Button>
          )}
          {target && isWrongTarget(error) && (
            <Alert
              severity="warning"
              variant="outlined"
              sx={{ bgcolor: 'background.paper' }}
            >
              {error?.message}
            </Alert>
          )}
          {error && !(target && isWrongTarget(error)) && (
            <LoadError error={error} what="the topology" onRetry={refresh} />
          )}
          {pending && !drawn && <Loading what="the topology" />}
          {drawn?.nodes.length === 0 && (
            <EmptyNote title="Nothing stands anywhere yet">
              Places come from the overlay file and from providers that have
              been read once.
            </EmptyNote>
          )}
          {drawn && drawn.nodes.length > 0 && (
            <Drawing
              // what is drawn at first depends on whether something is picked
              key={target ? 'picked' : 'all'}
              topology={drawn}
              // a name that somebody typed stands for what the answer has first
              target={target && drawn.nodes[0].id}
              onPick={pick}
            />
          )}
        </Box>
        {target && !error && <ImpactPanel key={target} target={target} />}
      </Box>
    </PageBody>
  );
}
