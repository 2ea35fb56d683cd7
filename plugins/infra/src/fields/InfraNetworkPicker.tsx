import { describeAttribute } from '../lib/attributes';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf } from './formData';
import { useOffers } from './useOffers';

/** Chooses a network: the project's own, or one that is shared with all. */
export function InfraNetworkPicker(props: TextFieldProps) {
  const { project, offers, error, refresh } = useOffers(
    'network',
    formDataOf(props),
  );
  const choices = offers
    ?.filter(({ rows }) =>
      rows.some(
        row => row.project === project || row.attributes.shared === true,
      ),
    )
    .map(({ name, rows: [row] }) => ({
      value: name,
      label: name,
      detail: [
        row.project === project ? "the project's own" : 'shared',
        describeAttribute(row.attributes.cidrs),
      ]
        .filter(Boolean)
        .join(', '),
    }));
  return (
    <ChoiceField
      field={props}
      title="Network"
      choices={choices}
      error={error}
      onRetry={refresh}
      hint="The project's own network when nothing is chosen"
      nothing={project ? 'No other network' : 'Choose the project first'}
    />
  );
}
