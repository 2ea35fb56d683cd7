import { InfraEnvironmentPicker } from './InfraEnvironmentPicker';
import { InfraFlavorPicker } from './InfraFlavorPicker';
import { InfraGpuModelPicker } from './InfraGpuModelPicker';
import { InfraImagePicker } from './InfraImagePicker';
import { InfraLeasePicker } from './InfraLeasePicker';
import { InfraNamePicker } from './InfraNamePicker';
import { InfraNetworkPicker } from './InfraNetworkPicker';
import { InfraProjectPicker } from './InfraProjectPicker';
import { InfraProviderPicker } from './InfraProviderPicker';
import { InfraSshKeyField } from './InfraSshKeyField';
import { InfraTeamPicker } from './InfraTeamPicker';
import { DaysFieldSchema, TextFieldSchema } from './fieldSchemas';
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
].map(field => ({ ...field, schema: TextFieldSchema }));

/** The form field whose value is a number of days. */
export const daysFormField = {
  name: 'InfraLeasePicker',
  component: InfraLeasePicker,
  validation: validations.days,
  schema: DaysFieldSchema,
};
