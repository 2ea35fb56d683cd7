import type { Tenant } from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import TablePagination from '@mui/material/TablePagination';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Section } from '../../components';
import { useTenants } from '../../hooks';
import { AdoptDialog } from './AdoptDialog';
import { BulkAdoption } from './BulkAdoption';
import { TenantTable } from './TenantTable';

const PAGE_SIZE = 25;

/** What was there before the portal, to be taken over. Who has nothing to take over sees nothing of it. */
export function UnownedTenants() {
  const [page, setPage] = useState(0);
  const [chosen, setChosen] = useState<string[]>([]);
  const [adopted, setAdopted] = useState<Tenant>();
  const { value, refresh } = useTenants({
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  });
  if (!value || value.total === 0) {
    return null;
  }
  const selected = value.items.filter(one => chosen.includes(one.ref));
  return (
    <Section title="There before the portal">
      <Typography variant="body2" color="text.secondary" sx={{ mb: 2 }}>
        Tenants of the clouds that are no project yet: what is in them has no
        owner, and counts for nobody. Taking one over changes nothing at the
        cloud.
      </Typography>
      <BulkAdoption
        tenants={selected}
        onDone={() => {
          setChosen([]);
          refresh();
        }}
      />
      <TenantTable
        tenants={value.items}
        chosen={chosen}
        onChoose={setChosen}
        action={tenant => (
          <Button size="small" onClick={() => setAdopted(tenant)}>
            Take over
          </Button>
        )}
      />
      {value.total > PAGE_SIZE && (
        <TablePagination
          component="div"
          count={value.total}
          page={page}
          rowsPerPage={PAGE_SIZE}
          rowsPerPageOptions={[PAGE_SIZE]}
          onPageChange={(_, next) => {
            setChosen([]);
            setPage(next);
          }}
        />
      )}
      {adopted && (
        <AdoptDialog
          tenant={adopted}
          onClose={() => {
            setAdopted(undefined);
            refresh();
          }}
        />
      )}
    </Section>
  );
}
