import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf } from './formData';
import { useImageChoices } from './useImageChoices';

/** Chooses the image a machine starts from. */
export function InfraImagePicker(props: TextFieldProps) {
  const { project, choices, error, refresh } = useImageChoices(
    formDataOf(props),
  );
  return (
    <ChoiceField
      field={props}
      title="Image"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing={project ? 'No images on offer' : 'Choose the project first'}
    />
  );
}
