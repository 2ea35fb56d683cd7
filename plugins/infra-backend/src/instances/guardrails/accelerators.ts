import type { Problem, Resource } from '@ironstage/plugin-infra-common';
import { problem } from '../../operations/problem';

type Row = Pick<Resource, 'kind' | 'name' | 'vector' | 'attributes'>;

/** True of a flavor or image that brings a GPU with it: a flavor in what it takes, an image in `gpus` (count by model). */
export const hasGpu = ({
  vector,
  attributes,
}: Pick<Row, 'vector' | 'attributes'>): boolean =>
  [vector?.gpus, attributes.gpus].some(gpus =>
    Object.values(gpus ?? {}).some(count => count > 0),
  );

/**
 * Refuses what carries an accelerator that nobody has named: nobody could say who may have it, how many there
 * are, or who has to agree.
 *
 * @param configKey - of the provider: `infra.<kind>[0]`
 */
export function checkNamed(
  { kind, name, attributes }: Row,
  configKey: string,
): Problem[] {
  const unknown = attributes.unknownAccelerators;
  if (!Array.isArray(unknown) || unknown.length === 0) {
    return [];
  }
  return [
    problem(
      kind,
      `The ${kind} "${name}" carries an accelerator that the portal does not know (${unknown.join(
        ', ',
      )}); the platform team has to say in ${configKey}.gpuModels what it is, or that it is none.`,
      'policy',
    ),
  ];
}
