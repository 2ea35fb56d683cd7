import type {
  ImageRegister,
  ImageUser,
  ImageVersion,
} from '@ironstage/plugin-infra-common';
import { plural } from '../../lib/format';

/** How old an image is: `12 days`, `14 months`; days as long as they can be pictured. */
export function formatAge(days: number): string {
  return days < 90
    ? plural(days, 'day')
    : plural(Math.round(days / 30.44), 'month');
}

/** How many run it: `12 instances, 1 machine`; undefined when nobody does. */
export function runBy(
  of: Pick<ImageUser, 'instances' | 'machines'>,
): string | undefined {
  const parts = [
    of.instances > 0 && plural(of.instances, 'instance'),
    of.machines > 0 && plural(of.machines, 'machine'),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** What advice about an image goes by. */
export interface AdviceBasis {
  maxAgeDays: number;
  usesOf: ImageRegister['usesOf'];
  /** name of the newest of its family that a cloud still has */
  newest: string | undefined;
}

function adviceForOld(
  image: ImageVersion,
  { maxAgeDays, usesOf, newest }: AdviceBasis,
): string {
  const old = `Published more than ${maxAgeDays} days ago`;
  if (image.name === newest) {
    return `${old}: time for a new version.`;
  }
  if (runBy(image)) {
    return `${old}: rebuild what runs it with ${newest}.`;
  }
  return usesOf === 'estate'
    ? `${old}, and nobody runs it.`
    : `${old}: take ${newest}.`;
}

/** What should be done about a version, if anything. */
export function adviceFor(
  image: ImageVersion,
  basis: AdviceBasis,
): string | undefined {
  switch (image.state) {
    case 'gone':
      return 'No cloud has it any more: what runs it can not be made again.';
    case 'too-old':
      return adviceForOld(image, basis);
    case 'superseded':
      return runBy(image) || basis.usesOf === 'caller'
        ? undefined
        : 'Nobody runs it.';
    default:
      return undefined;
  }
}
