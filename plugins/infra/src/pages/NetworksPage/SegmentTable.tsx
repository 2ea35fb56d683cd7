import type { NetworkSegment } from '@ironstage/plugin-infra-common';
import WarningIcon from '@mui/icons-material/WarningAmber';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { ProviderName, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { plural } from '../../lib/format';
import { roleTitle } from './words';

/** With which others a network shares addresses. */
function Overlaps({ segment }: { segment: NetworkSegment }) {
  const { overlaps, moreOverlaps } = segment;
  const links = useInfraLinks();
  return (
    <>
      {overlaps.map(other => (
        <Typography
          key={`${other.cidr} ${other.ref} ${other.otherCidr}`}
          variant="body2"
          sx={{ fontWeight: 600 }}
        >
          <WarningIcon
            color="warning"
            sx={{ fontSize: 16, mr: 0.5, verticalAlign: 'text-bottom' }}
          />
          {segment.cidrs.length > 1 && `${other.cidr} `}overlaps{' '}
          {other.otherCidr} of{' '}
          <TextLink to={links.inventory({ kind: 'network', open: other.ref })}>
            {other.name}
          </TextLink>
          {' at '}
          <ProviderName id={other.provider} />
        </Typography>
      ))}
      {moreOverlaps > 0 && (
        <Typography variant="body2" color="text.secondary">
          and {plural(moreOverlaps, 'more overlap')}
        </Typography>
      )}
    </>
  );
}

/** Networks as rows, in the order given. */
export function SegmentTable({ segments }: { segments: NetworkSegment[] }) {
  const links = useInfraLinks();
  return (
    <TableContainer>
      <Table
        size="small"
        aria-label="Networks"
        sx={{ minWidth: 860, '& td, & th': { verticalAlign: 'top' } }}
      >
        <TableHead>
          <TableRow>
            <TableCell>Network</TableCell>
            <TableCell>Role</TableCell>
            <TableCell>Addresses</TableCell>
            <TableCell>Gateway</TableCell>
            <TableCell align="right">VLAN</TableCell>
            <TableCell align="right">Used</TableCell>
            <TableCell>Cloud</TableCell>
            <TableCell>Site</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {segments.map(segment => {
            const { ref, name, cidrs, gateway, vlan, usedPercent } = segment;
            return (
              <TableRow key={ref}>
                <TableCell component="th" scope="row">
                  <TextLink
                    to={links.inventory({ kind: 'network', open: ref })}
                  >
                    {name}
                  </TextLink>
                  {segment.project && (
                    <Typography variant="body2" color="text.secondary">
                      of {segment.project}
                    </Typography>
                  )}
                </TableCell>
                <TableCell
                  sx={{ color: segment.role ? undefined : 'text.secondary' }}
                >
                  {roleTitle(segment.role)}
                </TableCell>
                <TableCell>
                  {cidrs.join(', ')}
                  <Overlaps segment={segment} />
                </TableCell>
                <TableCell>{gateway}</TableCell>
                <TableCell align="right">{vlan}</TableCell>
                <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                  {usedPercent !== null && `${usedPercent} %`}
                </TableCell>
                <TableCell>
                  <ProviderName id={segment.provider} />
                </TableCell>
                <TableCell>{segment.site}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
