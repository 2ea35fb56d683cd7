import type { Operation } from '@ironstage/plugin-infra-common';
import Checkbox from '@mui/material/Checkbox';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { OwnerLink, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { formatDateTime, formatRelative } from '../../lib/format';

const NO_WRAP = { whiteSpace: 'nowrap' };

/** What is open between the approvers and who asked. */
function standOf({ approval }: Operation): string | undefined {
  if (approval?.questions.some(one => one.answer === null)) {
    return 'Asked back, not answered yet';
  }
  if (approval?.questions.length) {
    return 'Answered';
  }
  return approval?.consents.length
    ? `${approval.consents.length} agreed`
    : undefined;
}

/** What waits, with a box for each to decide about several at once. */
export function ApprovalTable(props: {
  operations: Operation[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const { operations, chosen, onChoose } = props;
  const links = useInfraLinks();
  const all = operations.every(one => chosen.has(one.id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) {
      next.add(id);
    }
    onChoose(next);
  };
  return (
    <TableContainer>
      <Table size="small" aria-label="Waiting for you">
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox">
              <Checkbox
                checked={all}
                indeterminate={!all && chosen.size > 0}
                onChange={() =>
                  onChoose(new Set(all ? [] : operations.map(one => one.id)))
                }
                inputProps={{ 'aria-label': 'Choose all on this page' }}
              />
            </TableCell>
            <TableCell>What</TableCell>
            <TableCell>Why a decision is needed</TableCell>
            <TableCell>Project</TableCell>
            <TableCell>Asked by</TableCell>
            <TableCell>When</TableCell>
            <TableCell>Decide by</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {operations.map(operation => {
            const { id, title, project, approval } = operation;
            const stand = standOf(operation);
            return (
              <TableRow key={id} hover selected={chosen.has(id)}>
                <TableCell padding="checkbox">
                  <Checkbox
                    checked={chosen.has(id)}
                    onChange={() => toggle(id)}
                    inputProps={{ 'aria-label': `Choose: ${title}` }}
                  />
                </TableCell>
                <TableCell sx={{ minWidth: 220 }}>
                  <TextLink to={links.operation(id)}>{title}</TextLink>
                  {stand && (
                    <Typography variant="caption" component="div">
                      {stand}
                    </Typography>
                  )}
                </TableCell>
                <TableCell sx={{ minWidth: 200 }}>
                  {approval?.reasons.join(' ')}
                </TableCell>
                <TableCell sx={NO_WRAP}>
                  {project && (
                    <TextLink to={links.project(project)}>{project}</TextLink>
                  )}
                </TableCell>
                <TableCell sx={NO_WRAP}>
                  <OwnerLink entityRef={operation.requester} />
                </TableCell>
                <TableCell
                  sx={NO_WRAP}
                  title={formatDateTime(operation.createdAt)}
                >
                  {formatRelative(operation.createdAt)}
                </TableCell>
                <TableCell
                  sx={NO_WRAP}
                  title={approval ? formatDateTime(approval.deadline) : ''}
                >
                  {approval && formatRelative(approval.deadline)}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
