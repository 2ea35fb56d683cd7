import { InfraEnvironmentPicker } from './InfraEnvironmentPicker';
import { InfraFlavorPicker } from './InfraFlavorPicker';
import { InfraGpuCountPicker } from './InfraGpuCountPicker';
import { InfraGpuModelPicker } from './InfraGpuModelPicker';
import { InfraImagePicker } from './InfraImagePicker';
import { InfraLeasePicker } from './InfraLeasePicker';
import { InfraNamePicker } from './InfraNamePicker';
import { InfraNetworkPicker } from './InfraNetworkPicker';
import { InfraProjectPicker } from './InfraProjectPicker';
import { InfraProviderPicker } from './InfraProviderPicker';
import { InfraSshKeyField } from './InfraSshKeyField';
import { InfraTeamPicker } from './InfraTeamPicker';
import { InfraTextField } from './InfraTextField';
import { NumberFieldSchema, TextFieldSchema } from './fieldSchemas';
import { tellingField } from './tellingField';
import { validations } from './validations';

/** Form fields with a text value; the name is what a template writes as `ui:field`. */
export const textFormFields = [
  {
    name: 'InfraProjectPicker',
    component: InfraProjectPicker,
    validation: validations.project,
  },
  {
    name: 'InfraTeamPicker',
    component: InfraTeamPicker,
    validation: validations.team,
  },
  {
    name: 'InfraProviderPicker',
    component: InfraProviderPicker,
    validation: validations.provider,
  },
  {
    name: 'InfraEnvironmentPicker',
    component: InfraEnvironmentPicker,
    validation: validations.environment,
  },
  {
    name: 'InfraFlavorPicker',
    component: InfraFlavorPicker,
    validation: validations.flavor,
  },
  {
    name: 'InfraImagePicker',
    component: InfraImagePicker,
    validation: validations.image,
  },
  {
    name: 'InfraNetworkPicker',
    component: InfraNetworkPicker,
    validation: validations.network,
  },
  {
    name: 'InfraGpuModelPicker',
    component: InfraGpuModelPicker,
    validation: validations.model,
  },
  {
    name: 'InfraNamePicker',
    component: InfraNamePicker,
    validation: validations.name,
  },
  {
    name: 'InfraSshKeyField',
    component: InfraSshKeyField,
    validation: validations.sshPublicKey,
  },
  {
    name: 'InfraDescriptionField',
    component: InfraTextField,
    validation: validations.description,
  },
  {
    name: 'InfraPurposeField',
    component: InfraTextField,
    validation: validations.purpose,
  },
].map(field => ({
  ...field,
  component: tellingField(field.component),
  schema: TextFieldSchema,
}));

/** The form field whose value is a number of days. */
export const daysFormField = {
  name: 'InfraLeasePicker',
  component: tellingField(InfraLeasePicker),
  validation: validations.days,
  schema: NumberFieldSchema,
};

/** The form field whose value is a number of GPUs. */
export const countFormField = {
  name: 'InfraGpuCountPicker',
  component: tellingField(InfraGpuCountPicker),
  validation: validations.count,
  schema: NumberFieldSchema,
};
