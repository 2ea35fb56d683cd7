import type { QuotaChange } from '@ironstage/plugin-infra-common';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { LoadError, OwnerLink, TextLink } from '../../components';
import { useInfraLinks, useQuotaChanges } from '../../hooks';
import { dimensionsOf } from '../../lib/dimensions';
import { formatDateTime, formatRelative } from '../../lib/format';

/** `vCPU 32 → 64`, a line each. */
function differences({ before, after }: QuotaChange): string[] {
  return dimensionsOf([before, after])
    .filter(one => one.of(before) !== one.of(after))
    .map(
      one =>
        `${one.label} ${one.format(one.of(before))} → ${one.format(
          one.of(after),
        )}`,
    );
}

/** How the quota of a project changed, folded; nothing while it never did. */
export function QuotaChanges({ project }: { project: string }) {
  const links = useInfraLinks();
  const { value, error, refresh } = useQuotaChanges(project);
  if (error && !value) {
    return (
      <LoadError
        error={error}
        what="the changes of the quota"
        onRetry={refresh}
      />
    );
  }
  if (!value || value.items.length === 0) {
    return null;
  }
  return (
    <Accordion disableGutters variant="outlined" sx={{ mt: 2 }}>
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Typography variant="body2">
          It changed {value.total === 1 ? 'once' : `${value.total} times`},{' '}
          {formatRelative(value.items[0].at)} at last
        </Typography>
      </AccordionSummary>
      <AccordionDetails sx={{ p: 0 }}>
        <TableContainer>
          <Table size="small" aria-label="Changes of the quota">
            <TableHead>
              <TableRow>
                <TableCell>What</TableCell>
                <TableCell>When</TableCell>
                <TableCell>Asked by</TableCell>
                <TableCell>Agreed</TableCell>
                <TableCell>Why</TableCell>
                <TableCell>At the clouds</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {value.items.map(one => (
                <TableRow key={one.operationId}>
                  <TableCell sx={{ minWidth: 170 }}>
                    {differences(one).map(line => (
                      <div key={line}>
                        <TextLink to={links.operation(one.operationId)}>
                          {line}
                        </TextLink>
                      </div>
                    ))}
                  </TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    {formatDateTime(one.at)}
                  </TableCell>
                  <TableCell>
                    <OwnerLink entityRef={one.requester} />
                  </TableCell>
                  <TableCell>
                    {one.decidedBy.length === 0
                      ? 'Not needed'
                      : one.decidedBy.map(ref => (
                          <div key={ref}>
                            {ref === 'system' ? (
                              'By a rule'
                            ) : (
                              <OwnerLink entityRef={ref} />
                            )}
                          </div>
                        ))}
                  </TableCell>
                  <TableCell sx={{ minWidth: 140 }}>{one.reason}</TableCell>
                  <TableCell sx={{ minWidth: 180 }}>
                    {one.readBack.map(({ provider, message }) => (
                      <div key={provider}>
                        {provider}: {message}
                      </div>
                    ))}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      </AccordionDetails>
    </Accordion>
  );
}
