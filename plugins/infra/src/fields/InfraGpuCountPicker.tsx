import { ChoiceField } from './ChoiceField';
import type { NumberFieldProps } from './fieldSchemas';
import { formDataOf, textOf } from './formData';
import { useGpuOffers } from './useGpuOffers';

/** Chooses how many GPUs of the chosen model one instance has. */
export function InfraGpuCountPicker(props: NumberFieldProps) {
  const { formData, onChange } = props;
  const form = formDataOf(props);
  const { offers, error, refresh } = useGpuOffers(form);
  const model = textOf(form, 'model');
  const counts = offers?.find(offer => offer.model === model)?.counts;
  return (
    <ChoiceField
      field={{
        ...props,
        formData: formData?.toString(),
        onChange: value => onChange(value ? Number(value) : undefined),
      }}
      title="Number of GPUs"
      choices={
        model
          ? counts?.map(count => ({ value: `${count}`, label: `${count}` }))
          : []
      }
      quiet={!model}
      error={error}
      onRetry={refresh}
      nothing="Choose the GPU model first"
      takeOnly
    />
  );
}
