import { checkInstanceName } from '@ironstage/plugin-infra-common';
import TextField from '@mui/material/TextField';
import { usePolicy } from '../hooks';
import type { TextFieldProps } from './fieldSchemas';
import { HINT } from './hint';

/** Takes the name of an instance and says at once when it breaks the naming rule. */
export function InfraNamePicker(props: TextFieldProps) {
  const { formData = '', onChange, schema, rawErrors = [] } = props;
  const naming = usePolicy().value?.naming;
  const [problem] =
    naming && formData !== '' ? checkInstanceName(formData, naming) : [];
  // The same sentence also comes from the validation; it is written once.
  const said = problem && rawErrors.includes(problem.message);
  return (
    <TextField
      fullWidth
      id={props.idSchema?.$id}
      label={schema.title ?? 'Name'}
      required={props.required}
      disabled={props.disabled || props.readonly}
      value={formData}
      onChange={event => onChange(event.target.value || undefined)}
      error={rawErrors.length > 0 || Boolean(problem)}
      helperText={
        // a broken rule tells the whole rule
        problem
          ? !said && problem.message
          : naming?.instanceHint ?? schema.description
      }
      FormHelperTextProps={{ ...HINT, error: Boolean(problem) }}
      inputProps={{ autoComplete: 'off', spellCheck: false }}
    />
  );
}
