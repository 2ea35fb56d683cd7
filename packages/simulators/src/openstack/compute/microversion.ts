import { ApiError, type Call } from '../../kernel/http/types';
import { headerText } from '../access';

export const MAX_MINOR = 93;

function askedVersion(call: Call): string | undefined {
  const modern = (headerText(call, 'OpenStack-API-Version') ?? '')
    .split(',')
    .map(part => part.trim().split(/\s+/))
    .find(([service]) => service === 'compute')?.[1];
  return modern ?? headerText(call, 'X-OpenStack-Nova-API-Version');
}

/** The version the answer's headers name: the refused one too. */
export function echoedVersion(call: Call): string {
  const asked = askedVersion(call) ?? '2.1';
  return asked === 'latest' ? `2.${MAX_MINOR}` : asked;
}

/** The minor version asked for, or an {@link ApiError} 400 or 406. */
export function computeMinor(call: Call): number {
  const asked = echoedVersion(call);
  const match = /^(\d+)\.(\d+)$/.exec(asked);
  if (!match) {
    throw new ApiError(
      400,
      `API Version String ${asked} is of invalid format. Must be of format MajorNum.MinorNum.`,
    );
  }
  const minor = Number(match[2]);
  if (match[1] !== '2' || minor < 1 || minor > MAX_MINOR) {
    throw new ApiError(
      406,
      `Version ${asked} is not supported by the API. Minimum is 2.1 and maximum is 2.${MAX_MINOR}.`,
    );
  }
  return minor;
}
