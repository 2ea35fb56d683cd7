import type { InfraClient } from '@ironstage/plugin-infra-common';
import type { ScaffolderRJSFField } from '@backstage/plugin-scaffolder-react';
import { Form } from '@backstage/plugin-scaffolder-react/alpha';
import validator from '@rjsf/validator-ajv8';
import { useState } from 'react';
import {
  countFormField,
  daysFormField,
  textFormFields,
} from '../fields/formFields';
import { renderInfra } from './renderInfra';

// The scaffolder hands fields to the form the same way: it knows their props only as "any field's".
const fields = Object.fromEntries(
  [...textFormFields, daysFormField, countFormField].map(
    ({ name, component }) => [name, component as ScaffolderRJSFField],
  ),
);

const NUMBERS = [daysFormField.name, countFormField.name];

function TestForm(props: {
  properties: Record<string, string>;
  initial: Record<string, unknown>;
  onChange: (formData: Record<string, unknown>) => void;
}) {
  const [formData, setFormData] = useState(props.initial);
  const schema = {
    type: 'object' as const,
    properties: Object.fromEntries(
      Object.entries(props.properties).map(([name, field]) => [
        name,
        {
          type: NUMBERS.includes(field)
            ? ('number' as const)
            : ('string' as const),
        },
      ]),
    ),
  };
  const uiSchema = Object.fromEntries(
    Object.entries(props.properties).map(([name, field]) => [
      name,
      { 'ui:field': field },
    ]),
  );
  return (
    <Form
      schema={schema}
      uiSchema={uiSchema}
      validator={validator}
      fields={fields}
      formData={formData}
      formContext={{ formData }}
      onChange={event => {
        setFormData(event.formData);
        props.onChange(event.formData);
      }}
    />
  );
}

/**
 * Renders a form with the given fields (name of the input field, name of the form field).
 *
 * @returns what the form holds, always up to date
 */
export function renderFields(
  properties: Record<string, string>,
  methods: Partial<InfraClient>,
  initial: Record<string, unknown> = {},
) {
  const held = { formData: initial };
  renderInfra(
    <TestForm
      properties={properties}
      initial={initial}
      onChange={formData => {
        held.formData = formData;
      }}
    />,
    methods,
  );
  return held;
}
