import type { Operation } from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useInfraLinks } from '../../hooks';
import { doorWord } from '../../lib/doors';
import { formatDateTime, formatRelative } from '../../lib/format';
import { OwnerLink } from '../OwnerLink/OwnerLink';
import { StatusLabel } from '../StatusLabel/StatusLabel';
import { TextLink } from '../TextLink/TextLink';

/** Long titles wrap; what is short beside them does not. */
const NO_WRAP = { whiteSpace: 'nowrap' };

/** Operations in a table, newest first. */
export function OperationList(props: {
  operations: Operation[];
  /** leaves the project out, on a page that is about one */
  withoutProject?: boolean;
}) {
  const { operations, withoutProject } = props;
  const links = useInfraLinks();
  return (
    <TableContainer>
      <Table size="small" aria-label="Operations">
        <TableHead>
          <TableRow>
            <TableCell>What</TableCell>
            <TableCell>State</TableCell>
            {!withoutProject && <TableCell>Project</TableCell>}
            <TableCell>Asked by</TableCell>
            <TableCell>When</TableCell>
            <TableCell>Through</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {operations.map(operation => (
            <TableRow key={operation.id} hover>
              <TableCell sx={{ minWidth: 220 }}>
                <TextLink to={links.operation(operation.id)}>
                  {operation.title}
                </TextLink>
              </TableCell>
              <TableCell>
                <StatusLabel status={operation.state} />
              </TableCell>
              {!withoutProject && (
                <TableCell sx={NO_WRAP}>
                  {operation.project && (
                    <TextLink to={links.project(operation.project)}>
                      {operation.project}
                    </TextLink>
                  )}
                </TableCell>
              )}
              <TableCell sx={NO_WRAP}>
                <OwnerLink entityRef={operation.requester} />
              </TableCell>
              <TableCell
                sx={NO_WRAP}
                title={formatDateTime(operation.createdAt)}
              >
                {formatRelative(operation.createdAt)}
              </TableCell>
              <TableCell>{doorWord(operation.door)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
