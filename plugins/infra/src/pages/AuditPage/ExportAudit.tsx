import {
  EXPORT_TYPES,
  type AuditFiltersInput,
} from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import { useAction, useInfraClient } from '../../hooks';
import { saveFile } from '../../lib/saveFile';

/** Saves all entries that the filters let through, however many. */
export function ExportAudit({ filters }: { filters: AuditFiltersInput }) {
  const client = useInfraClient();
  const { run, running, error } = useAction(async () => {
    const entries = await new Response(
      await client.exportAudit(filters),
    ).blob();
    saveFile(
      new Blob([entries], { type: EXPORT_TYPES.ndjson }),
      'audit.ndjson',
    );
  });
  return (
    <div>
      <Button variant="outlined" disabled={running} onClick={() => run()}>
        {running ? 'Exporting …' : 'Export as NDJSON'}
      </Button>
      {error && (
        <FormHelperText error role="alert">
          It could not be exported: {error.message}
        </FormHelperText>
      )}
    </div>
  );
}
