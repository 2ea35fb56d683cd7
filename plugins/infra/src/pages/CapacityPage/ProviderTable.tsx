import type { CapacityPart } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { StaleMark, StatusLabel, TextLink, UsageBar } from '../../components';
import { useInfraLinks } from '../../hooks';
import type { Dimension } from '../../lib/dimensions';

/** Every provider's share of the capacity. */
export function ProviderTable(props: {
  parts: CapacityPart[];
  dimensions: Dimension[];
}) {
  const { parts, dimensions } = props;
  const links = useInfraLinks();
  return (
    <TableContainer>
      <Table size="small" aria-label="Capacity by provider">
        <TableHead>
          <TableRow>
            <TableCell>Provider</TableCell>
            <TableCell>Status</TableCell>
            {dimensions.map(({ id, label }) => (
              <TableCell key={id}>{label}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {parts.map(part => (
            <TableRow key={part.id}>
              <TableCell component="th" scope="row">
                <TextLink
                  to={links.inventory({
                    kind: 'hypervisor',
                    provider: part.id,
                  })}
                >
                  {part.name}
                </TextLink>
                {part.site && (
                  <Typography
                    variant="caption"
                    color="text.secondary"
                    display="block"
                  >
                    {part.site}
                  </Typography>
                )}
              </TableCell>
              <TableCell>
                <StatusLabel status={part.status} />
                {part.stale && (
                  <Box sx={{ mt: 0.5 }}>
                    <StaleMark />
                  </Box>
                )}
              </TableCell>
              {dimensions.map(dimension => (
                <TableCell key={dimension.id} sx={{ minWidth: 170 }}>
                  <UsageBar
                    label={`${dimension.format(dimension.of(part.free))} free`}
                    used={dimension.of(part.allocated)}
                    limit={dimension.of(part.deliverable)}
                    format={dimension.format}
                    words={{ used: 'allocated', reserved: '', limit: '' }}
                  />
                  {part.granted && (
                    <Typography
                      variant="caption"
                      color="text.secondary"
                      display="block"
                    >
                      {dimension.format(dimension.of(part.granted))} granted
                    </Typography>
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
