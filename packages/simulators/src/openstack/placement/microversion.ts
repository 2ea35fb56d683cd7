import { ApiError, type Call } from '../../kernel/http/types';
import { headerText } from '../access';

export const MAX_MINOR = 39;

/** The minor version asked for, or an {@link ApiError} 400 or 406. */
export function placementMinor(call: Call): number {
  const header = headerText(call, 'OpenStack-API-Version') ?? '';
  const asked = header
    .split(',')
    .map(part => part.trim().split(/\s+/))
    .find(([service]) => service === 'placement')?.[1];
  if (asked === undefined) {
    return 0;
  }
  if (asked === 'latest') {
    return MAX_MINOR;
  }
  const match = /^(\d+)\.(\d+)$/.exec(asked);
  if (!match) {
    throw new ApiError(
      400,
      `Invalid microversion: invalid version string: ${asked}; invalid literal for int() with base 10: '${asked}'`,
    );
  }
  if (match[1] !== '1' || Number(match[2]) > MAX_MINOR) {
    throw new ApiError(
      406,
      `Invalid microversion: Unacceptable version header: ${asked}`,
      { extra: { max_version: `1.${MAX_MINOR}`, min_version: '1.0' } },
    );
  }
  return Number(match[2]);
}
