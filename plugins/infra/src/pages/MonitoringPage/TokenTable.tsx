import type { DiscoveryToken } from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { OwnerLink } from '../../components';
import { useAction, useInfraClient } from '../../hooks';
import { formatDateTime } from '../../lib/format';
import { scopeTitle } from './scopes';

function Row(props: { token: DiscoveryToken; onDone: () => void }) {
  const { token, onDone } = props;
  const client = useInfraClient();
  const [sure, setSure] = useState(false);
  const { run, running, error } = useAction(async () => {
    await client.revokeDiscoveryToken(token.id);
    onDone();
  });
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {token.name}
      </TableCell>
      <TableCell>{scopeTitle(token.scope)}</TableCell>
      <TableCell>
        <OwnerLink entityRef={token.createdBy} />
      </TableCell>
      <TableCell>{formatDateTime(token.createdAt)}</TableCell>
      <TableCell>
        {token.lastUsedAt ? formatDateTime(token.lastUsedAt) : 'Never'}
      </TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        {sure ? (
          <>
            <Button
              color="error"
              disabled={running}
              aria-label={`Revoke ${token.name} now`}
              onClick={() => run()}
            >
              Revoke now
            </Button>
            <Button onClick={() => setSure(false)}>Keep it</Button>
          </>
        ) : (
          <Button
            color="error"
            aria-label={`Revoke ${token.name}`}
            onClick={() => setSure(true)}
          >
            Revoke
          </Button>
        )}
        {error && (
          <FormHelperText error role="alert">
            {error.message}
          </FormHelperText>
        )}
      </TableCell>
    </TableRow>
  );
}

/** Who reads targets, and since when nobody does. */
export function TokenTable(props: {
  tokens: DiscoveryToken[];
  onDone: () => void;
}) {
  return (
    <TableContainer>
      <Table size="small" aria-label="Discovery tokens" sx={{ minWidth: 760 }}>
        <TableHead>
          <TableRow>
            <TableCell>Name</TableCell>
            <TableCell>Reads</TableCell>
            <TableCell>Made by</TableCell>
            <TableCell>Made</TableCell>
            <TableCell>Last used</TableCell>
            <TableCell align="right">Actions</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.tokens.map(token => (
            <Row key={token.id} token={token} onDone={props.onDone} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
