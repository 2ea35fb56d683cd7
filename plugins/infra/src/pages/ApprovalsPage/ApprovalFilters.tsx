import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { operationTypeWords } from './operationTypeWords';
import {
  APPROVED_TYPES,
  type ApprovalFilters as Filters,
} from './approvalQuery';

/** What narrows the inbox. */
export function ApprovalFilters(props: {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
}) {
  const { filters, onChange } = props;
  return (
    <Stack direction="row" flexWrap="wrap" gap={1.5} alignItems="center">
      {filters.project && (
        <Chip
          label={`Project ${filters.project}`}
          onDelete={() => onChange({ project: undefined })}
        />
      )}
      {filters.requester && (
        <Chip
          label={`Asked by ${filters.requester.replace(/^.*\//, '')}`}
          onDelete={() => onChange({ requester: undefined })}
        />
      )}
      <TextField
        select
        size="small"
        label="What is asked for"
        value={filters.type ?? ''}
        onChange={event => onChange({ type: event.target.value || undefined })}
        sx={{ width: 220 }}
      >
        <MenuItem value="">Everything</MenuItem>
        {APPROVED_TYPES.map(type => (
          <MenuItem key={type} value={type}>
            {operationTypeWords(type)}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  );
}
