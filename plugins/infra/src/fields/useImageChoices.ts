import { describeAttribute } from '../lib/attributes';
import { formatDay } from '../lib/format';
import type { Choice } from './ChoiceField';
import type { FormData } from './formData';
import { useOffers } from './useOffers';

/** The images a project's providers offer; undefined while they are on their way. */
export function useImageChoices(where: FormData) {
  const { offers, ...rest } = useOffers('image', where);
  const choices = offers?.map(
    ({ name, rows: [row] }): Choice => ({
      value: name,
      label: name,
      detail: [
        describeAttribute(row.attributes.os),
        row.createdAt && `of ${formatDay(row.createdAt)}`,
      ]
        .filter(Boolean)
        .join(', '),
    }),
  );
  return { ...rest, choices };
}
