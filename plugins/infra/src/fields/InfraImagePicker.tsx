import { describeAttribute } from '../lib/attributes';
import { formatDay } from '../lib/format';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf } from './formData';
import { useOffers } from './useOffers';

/** Chooses the image a machine starts from. */
export function InfraImagePicker(props: TextFieldProps) {
  const { project, offers, error, refresh } = useOffers(
    'image',
    formDataOf(props),
  );
  const choices = offers?.map(({ name, rows: [row] }) => ({
    value: name,
    label: name,
    detail: [
      describeAttribute(row.attributes.os),
      row.createdAt && `of ${formatDay(row.createdAt)}`,
    ]
      .filter(Boolean)
      .join(', '),
  }));
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
