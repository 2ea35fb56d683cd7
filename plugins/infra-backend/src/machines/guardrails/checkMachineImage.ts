import type { Problem, Resource } from '@ironstage/plugin-infra-common';
import { checkImage } from '../../instances/guardrails/checkImage';
import { problem } from '../../operations/problem';

/** Whether an image can be used now, fits a machine's disk, and is for its processors. */
export function checkMachineImage(
  image: Resource,
  machine: Resource,
): Problem[] {
  const problems = checkImage(image, machine, 'image');
  const { architecture } = machine.attributes;
  const offered = [image.attributes.architecture]
    .flat()
    .filter(one => typeof one === 'string');
  if (
    typeof architecture === 'string' &&
    offered.length > 0 &&
    !offered.includes(architecture)
  ) {
    problems.push(
      problem(
        'image',
        `The image "${image.name}" is for ${offered.join(' and ')}, ${
          machine.name
        } is ${architecture}.`,
      ),
    );
  }
  return problems;
}
