import { describeAttribute } from '../lib/attributes';
import { formatDay } from '../lib/format';
import type { Choice } from './ChoiceField';
import type { FormData } from './formData';
import { useOffers } from './useOffers';

/** The images a project's providers offer; undefined while they are on their way. */
export function useImageChoices(where: FormData) {
  const { offers, ...rest } = useOffers('image', where);
  const mine = offers?.flatMap(({ name, rows }) => {
    // images of other projects are theirs, also where the reader may see them
    const row = rows.find(
      ({ attributes, project }) =>
        attributes.shared !== false || project === rest.project,
    );
    return row ? [{ name, row }] : [];
  });
  const choices = mine?.map(
    ({ name, row }): Choice => ({
      value: name,
      label: name,
      detail: [
        row.attributes.snapshot || row.attributes.snapshotOf
          ? 'a snapshot'
          : '',
        describeAttribute(row.attributes.os),
        row.createdAt && `of ${formatDay(row.createdAt)}`,
      ]
        .filter(Boolean)
        .join(', '),
    }),
  );
  return { ...rest, choices };
}
