import { useProviders } from '../hooks';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';

/** What a provider must be able to do to be chosen for a project. */
const NEEDED = 'projects';

/** Chooses where a project is made. */
export function InfraProviderPicker(props: TextFieldProps) {
  const { value, error, refresh } = useProviders();
  const choices = value?.items
    .filter(({ capabilities }) => capabilities.includes(NEEDED))
    .map(provider => ({
      value: provider.id,
      label: provider.title,
      detail: [
        `site ${provider.site}`,
        provider.state === 'unreachable' && 'can not be reached right now',
        !provider.selfService && 'for the SREs alone: ask them',
      ]
        .filter(Boolean)
        .join(', '),
      disabled: provider.state === 'unreachable' || !provider.selfService,
    }));
  return (
    <ChoiceField
      field={props}
      title="Provider"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing="No provider takes projects"
      takeOnly
    />
  );
}
