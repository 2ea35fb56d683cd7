import { gpuTitle } from '@ironstage/plugin-infra-common';
import { plural } from '../lib/format';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf } from './formData';
import { useGpuOffers } from './useGpuOffers';

/** Chooses a GPU model that the project can be given; shows how many are free where it lives. */
export function InfraGpuModelPicker(props: TextFieldProps) {
  const { offers, maxDays, project, error, refresh } = useGpuOffers(
    formDataOf(props),
  );
  const choices = offers?.map(({ model, free, counts }) => ({
    value: model,
    label: gpuTitle(model),
    detail: [
      free > 0 ? `${free} free right now` : 'None free right now',
      `up to ${plural(counts.at(-1) ?? 0, 'GPU')} an instance`,
      maxDays && `for up to ${plural(maxDays, 'day')}`,
    ]
      .filter(Boolean)
      .join(', '),
  }));
  return (
    <ChoiceField
      field={props}
      title="GPU model"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing={
        project
          ? `${project} can't be given GPUs: there are none where it lives, or none in its quota`
          : 'Choose the project first'
      }
      takeOnly
    />
  );
}
