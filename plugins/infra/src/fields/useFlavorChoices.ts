import { describeVector } from '../lib/dimensions';
import type { Choice } from './ChoiceField';
import type { FormData } from './formData';
import { useOffers, type Offer } from './useOffers';

const memoryOf = (offer: Offer) => offer.rows[0].vector?.memoryBytes ?? 0;

/** The sizes a project's providers offer, the smallest first; undefined while they are on their way. */
export function useFlavorChoices(where: FormData) {
  const { offers, ...rest } = useOffers('flavor', where);
  const choices =
    offers &&
    [...offers]
      .sort((a, b) => memoryOf(a) - memoryOf(b))
      .map(
        ({ name, rows: [{ vector }] }): Choice => ({
          value: name,
          label: name,
          detail: vector ? describeVector(vector) : undefined,
        }),
      );
  return { ...rest, choices };
}
