import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import { useAction, useInfraClient } from '../../hooks';
import { saveFile } from '../../lib/saveFile';

/** Saves what each project cost in a month, for a spreadsheet. */
export function ExportCosts({ month }: { month: string }) {
  const client = useInfraClient();
  const { run, running, error } = useAction(async () => {
    const csv = await client.exportCosts({ month });
    saveFile(new Blob([csv], { type: 'text/csv' }), `costs-${month}.csv`);
  });
  return (
    <div>
      <Button variant="outlined" disabled={running} onClick={() => run()}>
        {running ? 'Exporting …' : 'Export as CSV'}
      </Button>
      {error && (
        <FormHelperText error role="alert">
          It could not be exported: {error.message}
        </FormHelperText>
      )}
    </div>
  );
}
