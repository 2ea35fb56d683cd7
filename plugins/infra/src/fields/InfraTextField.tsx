import TextField from '@mui/material/TextField';
import type { TextFieldProps } from './fieldSchemas';
import { HINT } from './hint';

/** Takes a text of a few lines. */
export function InfraTextField(props: TextFieldProps) {
  const { formData = '', onChange, schema, rawErrors = [] } = props;
  return (
    <TextField
      fullWidth
      multiline
      minRows={2}
      maxRows={8}
      id={props.idSchema?.$id}
      label={schema.title ?? props.name}
      required={props.required}
      disabled={props.disabled || props.readonly}
      value={formData}
      onChange={event => onChange(event.target.value || undefined)}
      error={rawErrors.length > 0}
      helperText={schema.description}
      FormHelperTextProps={HINT}
    />
  );
}
