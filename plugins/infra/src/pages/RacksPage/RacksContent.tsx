import Box from '@mui/material/Box';
import Pagination from '@mui/material/Pagination';
import Typography from '@mui/material/Typography';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyNote,
  LoadError,
  Loading,
  OverlayNotice,
  PageBody,
} from '../../components';
import { useRacks } from '../../hooks';
import { plural } from '../../lib/format';
import { RackElevation } from './RackElevation';
import { RackFilters, type RackFilter } from './RackFilters';

const PAGE = 6;

const has = (text: string) => (text ? [text] : undefined);

/** Racks as one sees them in front of them. */
export function RacksContent() {
  const [params, setParams] = useSearchParams();
  const filter: RackFilter = {
    site: params.get('site') ?? '',
    room: params.get('room') ?? '',
    q: params.get('q') ?? '',
  };
  const page = Math.max(1, Number(params.get('page')) || 1);
  const change = useCallback(
    (changed: Record<string, string>) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          after.delete('page');
          Object.entries(changed).forEach(([name, value]) =>
            value ? after.set(name, value) : after.delete(name),
          );
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  const { value, error, pending, refresh } = useRacks({
    site: has(filter.site),
    room: has(filter.room),
    q: filter.q || undefined,
    limit: PAGE,
    offset: (page - 1) * PAGE,
  });
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <PageBody intro="What stands in which unit, what it is for, and how full it is. The stronger its colour, the more of a host is allocated.">
      {error && <LoadError error={error} what="the racks" onRetry={refresh} />}
      {pending && !value && <Loading what="the racks" />}
      {value && (
        <>
          <OverlayNotice overlay={value.overlay} />
          <RackFilters filter={filter} choices={value} onChange={change} />
          {value.unplaced > 0 && (
            <Typography variant="body2" color="text.secondary" sx={{ mb: 2 }}>
              {plural(value.unplaced, 'machine')}{' '}
              {value.unplaced === 1 ? 'is' : 'are'} in no rack.
            </Typography>
          )}
          {value.items.length === 0 && (
            <EmptyNote title={isFiltered ? 'No rack matches' : 'No racks yet'}>
              {isFiltered
                ? 'Choose another site or room, or a shorter name.'
                : 'Racks come from the overlay file, or from what a provider says of its machines.'}
            </EmptyNote>
          )}
          <Box
            sx={{
              display: 'grid',
              gap: 2,
              alignItems: 'start',
              gridTemplateColumns:
                'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
            }}
          >
            {value.items.map(rack => (
              <RackElevation key={rack.id} rack={rack} />
            ))}
          </Box>
          {value.total > PAGE && (
            <Pagination
              sx={{ mt: 2 }}
              count={Math.ceil(value.total / PAGE)}
              page={page}
              onChange={(_, to) => change({ page: to === 1 ? '' : String(to) })}
              aria-label="Pages of racks"
            />
          )}
        </>
      )}
    </PageBody>
  );
}
