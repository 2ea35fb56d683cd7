import type { Rack, RackUnit } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { plural } from '../../lib/format';
import { RackUnitBlock } from './RackUnitBlock';

/** Height of a unit, in pixels: a line of text with its border. */
const UNIT_PX = 25;

function Elevation({ rack, height }: { rack: Rack; height: number }) {
  const placed = rack.units
    .filter(({ unit }) => unit !== null)
    // read from the top, as one stands in front of it
    .sort((a, b) => (b.unit ?? 0) - (a.unit ?? 0));
  const rows = Array.from({ length: height }, (_, index) => height - index);
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '28px minmax(0, 1fr)',
        gridTemplateRows: `repeat(${height}, ${UNIT_PX}px)`,
        rowGap: '1px',
        border: 2,
        borderColor: 'divider',
        borderRadius: 1,
        p: 0.5,
      }}
    >
      {rows.map((unit, index) => (
        <Typography
          key={unit}
          aria-hidden
          variant="caption"
          color="text.secondary"
          sx={{
            gridColumn: 1,
            gridRow: index + 1,
            textAlign: 'right',
            pr: 0.75,
            lineHeight: `${UNIT_PX}px`,
          }}
        >
          {unit}
        </Typography>
      ))}
      <Box component="ul" sx={{ display: 'contents' }}>
        {placed.map(unit => (
          <Box
            key={`${unit.id} ${unit.name}`}
            component="li"
            sx={{
              listStyle: 'none',
              minWidth: 0,
              gridColumn: 2,
              gridRow: `${height - (unit.unit! + unit.height - 1) + 1} / span ${
                unit.height
              }`,
            }}
          >
            <RackUnitBlock unit={unit} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Somewhere({ units }: { units: RackUnit[] }) {
  return (
    <Box component="ul" sx={{ m: 0, mt: 1, p: 0, display: 'grid', gap: '2px' }}>
      {units.map(unit => (
        <Box
          key={`${unit.id} ${unit.name}`}
          component="li"
          sx={{ listStyle: 'none', minWidth: 0, height: UNIT_PX + 1 }}
        >
          <RackUnitBlock unit={{ ...unit, height: 1 }} />
        </Box>
      ))}
    </Box>
  );
}

/** A rack seen from the front. */
export function RackElevation({ rack }: { rack: Rack }) {
  const id = useId();
  const links = useInfraLinks();
  const { name, site, room, row, height, taken, feeds } = rack;
  const loose = rack.units.filter(({ unit }) => unit === null);
  const where = [site, room, row && `row ${row}`].filter(Boolean).join(' · ');
  const free = height === null ? null : height - taken;
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={id}
      sx={{ p: 2, borderRadius: 2, minWidth: 0 }}
    >
      <Typography id={id} component="h2" variant="h6">
        {name}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {where}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {free !== null &&
          (free === 0 ? 'Full' : `${plural(free, 'unit')} of ${height} free`)}
        {feeds.length > 0 &&
          ` · ${plural(feeds.length, 'feed')}: ${feeds.join(', ')}`}
      </Typography>
      <Typography variant="body2" sx={{ mb: 1.5 }}>
        <TextLink to={links.topology(rack.id)}>
          What goes down with {name}?
        </TextLink>
      </Typography>
      {height !== null && <Elevation rack={rack} height={height} />}
      {loose.length > 0 && (
        <>
          {height !== null && (
            <Typography
              variant="caption"
              color="text.secondary"
              component="p"
              sx={{ mt: 1 }}
            >
              In the rack, nobody has said where
            </Typography>
          )}
          <Somewhere units={loose} />
        </>
      )}
      {rack.units.length === 0 && (
        <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
          Nothing is in it.
        </Typography>
      )}
    </Paper>
  );
}
