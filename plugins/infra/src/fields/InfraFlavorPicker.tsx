import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf } from './formData';
import { useFlavorChoices } from './useFlavorChoices';

/** Chooses a size of machine, the smallest first. */
export function InfraFlavorPicker(props: TextFieldProps) {
  const { project, choices, error, refresh } = useFlavorChoices(
    formDataOf(props),
  );
  return (
    <ChoiceField
      field={props}
      title="Flavor"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing={project ? 'No flavors on offer' : 'Choose the project first'}
    />
  );
}
