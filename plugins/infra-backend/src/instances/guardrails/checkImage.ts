import {
  formatBytes,
  type Problem,
  type Resource,
} from '@ironstage/plugin-infra-common';
import { problem } from '../../operations/problem';

const NEEDS = [
  ['minMemoryBytes', 'memoryBytes', 'memory'],
  ['minStorageBytes', 'storageBytes', 'storage'],
] as const;

/**
 * Whether an image can be used now, and has enough room.
 *
 * @param on - the flavor or the instance it is for
 * @param field - the field a lack of room belongs to: `flavor` where one is chosen, else `image`
 */
export function checkImage(
  image: Resource,
  on: Pick<Resource, 'kind' | 'name' | 'vector'> | undefined,
  field: 'flavor' | 'image',
): Problem[] {
  const problems: Problem[] = [];
  if (image.status !== 'active') {
    problems.push(
      problem(
        'image',
        `The image "${image.name}" can't be used now, it is ${image.status}.`,
      ),
    );
  }
  for (const [attribute, dimension, what] of NEEDS) {
    const least = image.attributes[attribute];
    const have = on?.vector?.[dimension];
    if (typeof least === 'number' && have !== undefined && have < least) {
      problems.push(
        problem(
          field,
          `The image "${image.name}" needs ${formatBytes(least)} of ${what}, ${
            on?.kind === 'flavor' ? `the flavor "${on.name}"` : on?.name
          } has ${formatBytes(have)}.`,
        ),
      );
    }
  }
  return problems;
}
