import FormHelperText from '@mui/material/FormHelperText';
import type { ComponentType } from 'react';
import { useFieldProblems, type ToldField } from './useFieldProblems';

interface NamedField extends ToldField {
  name: string;
}

/** Where the form leaves it to the fields to tell what is wrong with them. */
const leftToFields = (formContext: unknown) =>
  typeof formContext === 'object' &&
  formContext !== null &&
  'fieldsTellProblems' in formContext;

/**
 * A form field that tells what is wrong with its value while it is filled in, below it, and stops
 * when the value changes.
 */
export function tellingField<P extends NamedField>(Field: ComponentType<P>) {
  function TellingField(props: P) {
    const problems = useFieldProblems(props.name, props);
    const written = leftToFields(props.formContext)
      ? problems
      : problems.filter(problem => !props.rawErrors?.includes(problem));
    return (
      <>
        <Field {...props} rawErrors={problems} />
        {written.map(problem => (
          <FormHelperText key={problem} error role="alert">
            {problem}
          </FormHelperText>
        ))}
      </>
    );
  }
  TellingField.displayName = `Telling(${Field.displayName ?? Field.name})`;
  return TellingField;
}
