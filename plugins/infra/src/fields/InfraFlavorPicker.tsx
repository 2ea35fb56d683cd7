import { describeVector } from '../lib/dimensions';
import { ChoiceField } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';
import { formDataOf } from './formData';
import { useOffers } from './useOffers';

/** Chooses a size of machine, the smallest first. */
export function InfraFlavorPicker(props: TextFieldProps) {
  const { project, offers, error, refresh } = useOffers(
    'flavor',
    formDataOf(props),
  );
  const size = (offer: NonNullable<typeof offers>[number]) =>
    offer.rows[0].vector?.memoryBytes ?? 0;
  const choices =
    offers &&
    [...offers]
      .sort((a, b) => size(a) - size(b))
      .map(offer => {
        const [{ vector }] = offer.rows;
        return {
          value: offer.name,
          label: offer.name,
          detail: vector ? describeVector(vector) : undefined,
        };
      });
  return (
    <ChoiceField
      field={props}
      title="Flavor"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing={project ? 'No flavors on offer' : 'Choose the project first'}
    />
  );
}
