import type { RackUnit } from '@ironstage/plugin-infra-common';
import PowerIcon from '@mui/icons-material/PowerOutlined';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { alpha } from '@mui/material/styles';
import { Link as RouterLink } from 'react-router-dom';
import { StatusLabel } from '../../components';
import { useInfraLinks } from '../../hooks';
import { humanize, plural } from '../../lib/format';
import { roleColour, roleLabel } from '../../lib/roles';

const percentOf = (part: number) => Math.round(part * 100);

/** Everything about a unit in one sentence, for the pointer and for those who do not see the colours. */
function describe(unit: RackUnit): string {
  const { height, feeds, ports, instances, allocated } = unit;
  const top = unit.unit === null ? null : unit.unit + height - 1;
  const parts = [
    unit.unit !== null &&
      (top === unit.unit ? `unit ${top}` : `units ${unit.unit} to ${top}`),
    unit.role && roleLabel(unit.role),
    unit.status && `${humanize(unit.status)}${unit.stale ? ', stale' : ''}`,
    feeds.length > 0 && `power ${feeds.join(' and ')}`,
    ports.length > 0 &&
      `switches ${[...new Set(ports.map(port => port.switch))].join(' and ')}`,
    instances > 0 && plural(instances, 'instance'),
    allocated !== null && `${percentOf(allocated)} % allocated`,
  ];
  return `${unit.name}: ${parts.filter(Boolean).join(', ')}`;
}

/** One thing in a rack, as high as the units it takes; leads to what goes down with it. */
export function RackUnitBlock({ unit }: { unit: RackUnit }) {
  const links = useInfraLinks();
  const { id, name, role, status, stale, allocated, feeds, kind } = unit;
  const single = kind !== 'other' && feeds.length === 1;
  const isLow = unit.height < 2;
  return (
    <Box
      title={describe(unit)}
      sx={{
        height: '100%',
        minHeight: 24,
        minWidth: 0,
        display: 'flex',
        flexDirection: isLow ? 'row' : 'column',
        alignItems: isLow ? 'center' : 'stretch',
        justifyContent: isLow ? 'space-between' : 'center',
        columnGap: 1,
        px: 1,
        overflow: 'hidden',
        border: 1,
        borderColor: 'divider',
        borderLeft: 6,
        borderLeftColor: kind === 'other' ? 'divider' : roleColour(role),
        borderRadius: 0.5,
        bgcolor: theme =>
          allocated === null
            ? 'background.default'
            : alpha(
                allocated >= 0.9
                  ? theme.palette.error.main
                  : theme.palette.primary.main,
                Math.min(1, allocated) * 0.4,
              ),
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          minWidth: 0,
        }}
      >
        {id ? (
          <Link
            component={RouterLink}
            to={links.topology(id)}
            aria-label={describe(unit)}
            variant="body2"
            underline="always"
            color="text.primary"
            noWrap
          >
            {name}
          </Link>
        ) : (
          <Typography variant="body2" color="text.secondary" noWrap>
            {name}
          </Typography>
        )}
        {role && (
          <Typography variant="caption" color="text.secondary" noWrap>
            {roleLabel(role)}
          </Typography>
        )}
      </Box>
      {(status || allocated !== null || single) && (
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            minWidth: 0,
            overflow: 'hidden',
            '& svg': { flexShrink: 0 },
          }}
        >
          {status && (
            <StatusLabel
              status={stale ? 'stale' : status}
              label={stale ? `${humanize(status)}, stale` : undefined}
            />
          )}
          {allocated !== null && (
            <Typography variant="body2" noWrap>
              {percentOf(allocated)} %
            </Typography>
          )}
          {single && (
            <Typography
              variant="caption"
              noWrap
              sx={{ display: 'inline-flex', alignItems: 'center' }}
            >
              <PowerIcon aria-hidden sx={{ fontSize: '1.2em' }} /> 1 feed
            </Typography>
          )}
        </Box>
      )}
    </Box>
  );
}
