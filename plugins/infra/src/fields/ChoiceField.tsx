import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, type ReactNode } from 'react';
import { HINT } from './hint';
import { explainError } from '../lib/errors';

/** Something to choose. */
export interface Choice {
  value: string;
  label: string;
  /** what tells it apart */
  detail?: string;
  group?: string;
  disabled?: boolean;
}

/** What every field of a form is told. */
export interface FieldProps {
  formData?: string;
  onChange: (value: string | undefined) => void;
  required?: boolean;
  disabled?: boolean;
  readonly?: boolean;
  rawErrors?: string[];
  schema: { title?: string; description?: string };
  idSchema?: { $id?: string };
}

/** Props of {@link ChoiceField}. */
export interface ChoiceFieldProps {
  field: FieldProps;
  /** used when the template gives no title */
  title: string;
  /** undefined while they are on their way */
  choices: Choice[] | undefined;
  error?: Error;
  onRetry?: () => void;
  /** below the field, instead of the template's description */
  hint?: ReactNode;
  /** shown when there is nothing to choose */
  nothing: string;
  /** says nothing of a value that is not on offer, while another choice has to come first */
  quiet?: boolean;
  /** takes the only choice there is without asking */
  takeOnly?: boolean;
}

/** A field that offers things the back end knows. Its value is a plain text. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { field, title, choices, error, onRetry, hint, nothing } = props;
  const { formData, onChange, schema } = field;
  const value = choices?.find(choice => choice.value === formData) ?? null;
  const latest = useRef(onChange);
  latest.current = onChange;

  const only =
    props.takeOnly && choices?.length === 1 && !choices[0].disabled
      ? choices[0].value
      : undefined;
  useEffect(() => {
    if (only !== undefined && !formData) {
      latest.current(only);
    }
  }, [only, formData]);

  const gone = choices && formData && !value && !props.quiet;
  return (
    <Box>
      <Autocomplete
        id={field.idSchema?.$id}
        options={choices ?? []}
        value={value}
        loading={!choices && !error}
        disabled={field.disabled || field.readonly}
        noOptionsText={error ? 'Could not be loaded' : nothing}
        getOptionLabel={choice => choice.label}
        getOptionDisabled={choice => choice.disabled ?? false}
        isOptionEqualToValue={(a, b) => a.value === b.value}
        {...(choices?.some(choice => choice.group) && {
          groupBy: (choice: Choice) => choice.group ?? '',
        })}
        onChange={(_, choice) => onChange(choice?.value)}
        renderOption={(optionProps, choice) => (
          <li {...optionProps} key={choice.value}>
            <div>
              {choice.label}
              {choice.detail && (
                <Typography variant="body2" color="text.secondary">
                  {choice.detail}
                </Typography>
              )}
            </div>
          </li>
        )}
        renderInput={params => (
          <TextField
            {...params}
            label={schema.title ?? title}
            required={field.required}
            error={Boolean(field.rawErrors?.length || error || gone)}
            helperText={value?.detail ?? hint ?? schema.description}
            FormHelperTextProps={HINT}
          />
        )}
      />
      {gone && (
        <Typography variant="body2" color="error" role="alert">
          {formData} is not on offer here; choose another.
        </Typography>
      )}
      {error && (
        <Typography variant="body2" color="error" role="alert">
          {explainError(error, 'the choices').sentence}{' '}
          {onRetry && (
            <Button size="small" onClick={onRetry}>
              Try again
            </Button>
          )}
        </Typography>
      )}
    </Box>
  );
}
