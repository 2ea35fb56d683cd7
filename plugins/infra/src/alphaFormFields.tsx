import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';

/** Text form fields, by the name a template uses. */
const TEXT_FIELD_NAMES = [
  'InfraProjectPicker',
  'InfraTeamPicker',
  'InfraProviderPicker',
  'InfraEnvironmentPicker',
  'InfraFlavorPicker',
  'InfraImagePicker',
  'InfraNetworkPicker',
  'InfraGpuModelPicker',
  'InfraNamePicker',
  'InfraSshKeyField',
  'InfraDescriptionField',
  'InfraPurposeField',
];

/** `InfraProjectPicker` becomes `project-picker`. */
function extensionName(field: string): string {
  return field
    .replace(/^Infra/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

const textFields = TEXT_FIELD_NAMES.map(name =>
  FormFieldBlueprint.make({
    name: extensionName(name),
    params: {
      field: async () => {
        const { textFormFields } = await import('./fields/formFields');
        const field = textFormFields.find(candidate => candidate.name === name);
        if (!field) {
          throw new Error(`There is no form field ${name}`);
        }
        return createFormField(field);
      },
    },
  }),
);

const leasePicker = FormFieldBlueprint.make({
  name: 'lease-picker',
  params: {
    field: async () => {
      const { daysFormField } = await import('./fields/formFields');
      return createFormField(daysFormField);
    },
  },
});

const gpuCountPicker = FormFieldBlueprint.make({
  name: 'gpu-count-picker',
  params: {
    field: async () => {
      const { countFormField } = await import('./fields/formFields');
      return createFormField(countFormField);
    },
  },
});

/** The form fields as extensions of the new frontend system. */
export const formFieldExtensions = [...textFields, leasePicker, gpuCountPicker];
