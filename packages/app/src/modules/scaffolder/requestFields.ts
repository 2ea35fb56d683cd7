import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import {
  countFormField,
  daysFormField,
  textFormFields,
} from '@ironstage/plugin-infra/fields';

/** What the form asks for of a field; what its values look like is the template's. */
function asExtension<F extends { name: string }>({
  schema: _,
  ...field
}: F & { schema: unknown }) {
  return field;
}

/** The portal's own form fields. */
export const requestFields = [
  ...textFormFields.map(asExtension),
  asExtension(daysFormField),
  asExtension(countFormField),
];

const OWN = new Set(requestFields.map(({ name }) => name));

/** Whether all fields of a template's form are the portal's own, so that they tell their problems themselves. */
export function isRequest({
  steps,
  formDecorators = [],
  EXPERIMENTAL_formDecorators = [],
}: TemplateParameterSchema): boolean {
  const properties = steps.flatMap(({ schema }) =>
    Object.values((schema.properties ?? {}) as Record<string, unknown>),
  );
  return (
    formDecorators.length + EXPERIMENTAL_formDecorators.length === 0 &&
    properties.length > 0 &&
    properties.every(
      field =>
        typeof field === 'object' &&
        field !== null &&
        'ui:field' in field &&
        OWN.has(String(field['ui:field'])),
    )
  );
}
