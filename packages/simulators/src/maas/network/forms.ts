import { invalid } from '../http/reply';
import type { MaasContext } from '../MaasContext';

/**
 * What Terraform's provider and gomaasclient make and change of networks: forms and their messages after
 * MAAS's own `FabricForm`, `VLANForm`, `SpaceForm` and `SubnetForm`.
 */

const NAME = /^[ \w-]+$/;

export function checkName(name: string | null): void {
  if (name && !NAME.test(name)) {
    throw invalid({ name: ['Invalid entity name.'] });
  }
}

export function checkUnique(
  rows: ReadonlyArray<{ id: string; name: string }>,
  name: string,
  own: string | undefined,
  label: string,
): void {
  if (rows.some(row => row.name === name && row.id !== own)) {
    throw invalid({ name: [`${label} with this Name already exists.`] });
  }
}

export function whole(
  data: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = data.get(name);
  if (text === null || text === '') {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isInteger(value)) {
    throw invalid({ [name]: ['Enter a whole number.'] });
  }
  if (value < least || value > most) {
    throw invalid({
      [name]: [`${name.toUpperCase()} must be between ${least} and ${most}.`],
    });
  }
  return value;
}

export function spaceIdOf(
  data: URLSearchParams,
  context: MaasContext,
): string | null | undefined {
  const wish = data.get('space');
  if (wish === null) {
    return undefined;
  }
  if (wish === '' || wish === 'undefined' || wish === '-1') {
    return null;
  }
  const { spaces } = context.tables;
  const space = spaces.get(wish) ?? spaces.by('name', wish)[0];
  if (!space) {
    throw invalid({
      space: [
        'Select a valid choice. That choice is not one of the available choices.',
      ],
    });
  }
  return space.id;
}
