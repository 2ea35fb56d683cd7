import { plural } from '../lib/format';
import { usePolicy } from '../hooks';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf, textOf } from './formData';
import { useProjectProviders } from './useProjectProviders';

/** Chooses a GPU model; shows how many are free where the project lives. */
export function InfraGpuModelPicker(props: TextFieldProps) {
  const { value, error, refresh } = usePolicy();
  const project = textOf(formDataOf(props), 'project');
  const { providers } = useProjectProviders(project);
  const free = new Map<string, number>();
  for (const entry of value?.gpuModels ?? []) {
    if (!providers || providers.includes(entry.provider)) {
      free.set(entry.model, (free.get(entry.model) ?? 0) + entry.free);
    }
  }
  const choices = value && [
    ...[...free].map(([model, count]) => ({
      value: model,
      label: model,
      detail:
        count > 0
          ? `${count} free right now; up to ${plural(
              value.gpu.maxCount,
              'GPU',
            )} for up to ${plural(value.gpu.maxDays, 'day')}`
          : 'None free right now',
    })),
  ];
  return (
    <ChoiceField
      field={props}
      title="GPU model"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing="There are no GPUs where the project lives"
      takeOnly
    />
  );
}
