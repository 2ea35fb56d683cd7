import { formatBytes, type Tenant } from '@ironstage/plugin-infra-common';
import Checkbox from '@mui/material/Checkbox';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { ProviderName } from '../../components';

/** Tenants to choose from; those whose name tells whose they are can be taken over together. */
export function TenantTable(props: {
  tenants: Tenant[];
  chosen: string[];
  onChoose: (refs: string[]) => void;
  action: (tenant: Tenant) => ReactNode;
}) {
  const { tenants, chosen, onChoose, action } = props;
  const clear = tenants.filter(one => one.suggestion).map(one => one.ref);
  const all = clear.length > 0 && clear.every(ref => chosen.includes(ref));
  return (
    <TableContainer>
      <Table size="small" aria-label="Tenants that are no project">
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox">
              <Checkbox
                checked={all}
                indeterminate={!all && chosen.length > 0}
                disabled={clear.length === 0}
                onChange={() => onChoose(all ? [] : clear)}
                inputProps={{ 'aria-label': 'All that are named like a team' }}
              />
            </TableCell>
            <TableCell>Tenant</TableCell>
            <TableCell>Cloud</TableCell>
            <TableCell align="right">Instances</TableCell>
            <TableCell align="right">vCPUs</TableCell>
            <TableCell align="right">Memory</TableCell>
            <TableCell>By its name</TableCell>
            <TableCell>
              <span hidden>Action</span>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {tenants.map(tenant => (
            <TableRow key={tenant.ref} hover>
              <TableCell padding="checkbox">
                <Checkbox
                  checked={chosen.includes(tenant.ref)}
                  disabled={!tenant.suggestion}
                  onChange={(_, on) =>
                    onChoose(
                      on
                        ? [...chosen, tenant.ref]
                        : chosen.filter(ref => ref !== tenant.ref),
                    )
                  }
                  inputProps={{ 'aria-label': tenant.name }}
                />
              </TableCell>
              <TableCell component="th" scope="row">
                {tenant.name}
              </TableCell>
              <TableCell>
                <ProviderName id={tenant.provider} />
              </TableCell>
              <TableCell align="right">{tenant.instances}</TableCell>
              <TableCell align="right">{tenant.holds.vcpus}</TableCell>
              <TableCell align="right">
                {formatBytes(tenant.holds.memoryBytes)}
              </TableCell>
              <TableCell>
                {tenant.suggestion
                  ? `${tenant.suggestion.team}, ${tenant.suggestion.environment}`
                  : '–'}
              </TableCell>
              <TableCell align="right">{action(tenant)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
