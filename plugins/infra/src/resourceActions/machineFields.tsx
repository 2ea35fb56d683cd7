import { ERASURES, type Erasure } from '@ironstage/plugin-infra-common';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { HINT } from '../fields/hint';
import type { ActionTarget, ActionValues } from './actions';

/** What every field of an action is given. */
export interface FieldProps {
  target: ActionTarget;
  values: ActionValues;
  onChange: (values: ActionValues) => void;
  /** what the portal says about the field */
  problems: string[];
}

const ERASURE_LABELS: Record<Erasure, string> = {
  none: 'Not at all: whoever gets it next can read them',
  quick: 'Quickly: overwrite what makes them readable',
  secure: "Securely: by the disks' own erase function",
  full: 'Fully: overwrite everything, which takes hours',
};

/** How the disks of a machine are erased. */
export function EraseField({ values, onChange, problems }: FieldProps) {
  return (
    <TextField
      select
      fullWidth
      label="Erase its disks"
      value={values.erase ?? ''}
      onChange={event => onChange({ erase: event.target.value as Erasure })}
      error={problems.length > 0}
    >
      {ERASURES.map(erase => (
        <MenuItem key={erase} value={erase}>
          {ERASURE_LABELS[erase]}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Why something is done, for others to read. */
export function ReasonField({ values, onChange, problems }: FieldProps) {
  return (
    <TextField
      fullWidth
      required
      label="What is wrong with it"
      value={values.reason ?? ''}
      onChange={event => onChange({ reason: event.target.value })}
      error={problems.length > 0}
      helperText="For whoever repairs it; the provider keeps it, too"
      FormHelperTextProps={HINT}
      inputProps={{ maxLength: 500 }}
    />
  );
}
