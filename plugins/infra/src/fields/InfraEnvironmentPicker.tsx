import { projectName } from '@ironstage/plugin-infra-common';
import { usePolicy } from '../hooks';
import { describeVector } from '../lib/dimensions';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf, textOf } from './formData';

/** Chooses the environment of a project; shows what the project will be called and its quota. */
export function InfraEnvironmentPicker(props: TextFieldProps) {
  const { value, error, refresh } = usePolicy();
  const team = textOf(formDataOf(props), 'team');
  const choices = value?.naming.environments.map(environment => {
    const quota = value.defaultQuotas[environment];
    return {
      value: environment,
      label: environment,
      detail: [
        team &&
          `The project is called ${projectName(
            team,
            environment,
            value.naming,
          )}`,
        quota && `quota ${describeVector(quota)}`,
      ]
        .filter(Boolean)
        .join('; '),
    };
  });
  return (
    <ChoiceField
      field={props}
      title="Environment"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing="No environments are configured"
    />
  );
}
