import {
  EXPORT_FORMATS,
  EXPORT_TYPES,
  type ExportFormat,
  type ResourceExportInput,
} from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';
import { saveFile } from '../../lib/saveFile';

const FORMATS: Record<ExportFormat, [title: string, purpose: string]> = {
  csv: ['CSV', 'for spreadsheets'],
  ndjson: ['NDJSON', 'for programs: everything that is known, a row a line'],
};

/** Saves all rows that a search and filters let through, on however many pages, as a file. */
export function ExportButton(props: {
  query: ResourceExportInput;
  /** rows that match; undefined while that is not known */
  total: number | undefined;
}) {
  const { query, total } = props;
  const client = useInfraClient();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const { run, running, error } = useAction(async (format: ExportFormat) => {
    const rows = await client.exportResources({ ...query, format });
    const file = await new Response(rows).blob();
    saveFile(
      new Blob([file], { type: EXPORT_TYPES[format] }),
      `inventory.${format}`,
    );
  });
  return (
    <div>
      <Button
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        disabled={running || !total}
        onClick={event => setAnchor(event.currentTarget)}
        sx={{ height: 40 }}
      >
        {running ? 'Exporting …' : 'Export'}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== undefined}
        onClose={() => setAnchor(undefined)}
      >
        {EXPORT_FORMATS.map(format => (
          <MenuItem
            key={format}
            onClick={() => {
              setAnchor(undefined);
              run(format);
            }}
          >
            <ListItemText
              primary={FORMATS[format][0]}
              secondary={FORMATS[format][1]}
            />
          </MenuItem>
        ))}
      </Menu>
      {error && (
        <FormHelperText error role="alert">
          It could not be exported: {error.message}
        </FormHelperText>
      )}
    </div>
  );
}
