import type { OperationType } from '@ironstage/plugin-infra-common';

/** What the form holds so far, of all its pages. */
export type FormData = Record<string, unknown>;

/** The form's data as the scaffolder hands it to a field. */
export function formDataOf(props: { formContext?: unknown }): FormData {
  const context = props.formContext;
  if (context && typeof context === 'object' && 'formData' in context) {
    const { formData } = context;
    if (formData && typeof formData === 'object') {
      return formData as FormData;
    }
  }
  return {};
}

/** A field of the form, when it holds a text. */
export function textOf(formData: FormData, name: string): string | undefined {
  const value = formData[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The operation a form asks for, by the fields it has. */
export function operationOf(formData: FormData): OperationType {
  if ('environment' in formData || 'team' in formData) {
    return 'project.create';
  }
  return 'model' in formData || 'count' in formData
    ? 'gpu.request'
    : 'instance.create';
}
