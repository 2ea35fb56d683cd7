import { useEntityTitles, usePolicy } from '../hooks';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';

/** Chooses a team one may create projects for. */
export function InfraTeamPicker(props: TextFieldProps) {
  const { value, error, refresh } = usePolicy();
  const titles = useEntityTitles(value?.teams.map(({ ref }) => ref));
  return (
    <ChoiceField
      field={props}
      title="Team"
      choices={value?.teams.map(({ ref, title }) => ({
        value: ref,
        label: titles?.get(ref) ?? title,
      }))}
      error={error}
      onRetry={refresh}
      nothing="You are in no team that may have a project"
      takeOnly
    />
  );
}
