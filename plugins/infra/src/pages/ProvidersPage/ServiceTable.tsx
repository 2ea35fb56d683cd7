import type { ControlPlaneServiceStatus } from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { StatusLabel } from '../../components';
import { formatRelative } from '../../lib/format';

/** Services of a control plane. */
export function ServiceTable(props: {
  label: string;
  services: ControlPlaneServiceStatus[];
}) {
  return (
    <TableContainer sx={{ maxHeight: 420 }} tabIndex={0}>
      <Table size="small" stickyHeader aria-label={props.label}>
        <TableHead>
          <TableRow>
            <TableCell>Service</TableCell>
            <TableCell>Host</TableCell>
            <TableCell>State</TableCell>
            <TableCell>Last sign of life</TableCell>
            <TableCell>Why</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.services.map((service, index) => (
            // a host may run two services of one name
            <TableRow key={index}>
              <TableCell component="th" scope="row">
                {service.name}
              </TableCell>
              <TableCell>
                {[service.host, service.zone].filter(Boolean).join(' · ')}
              </TableCell>
              <TableCell>
                <StatusLabel status={service.state} />
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                {service.lastSeenAt && formatRelative(service.lastSeenAt)}
              </TableCell>
              <TableCell>{service.detail}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
