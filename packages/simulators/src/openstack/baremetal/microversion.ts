import { ApiError, type Call } from '../../kernel/http/types';
import { headerText } from '../access';
import { outerBody } from './errors';

const MAX_MINOR = 82;
const RANGE = `[1.1, 1.${MAX_MINOR}]`;
const HEADER = 'X-OpenStack-Ironic-API-Version';

/** The range, as every answer of Ironic's own code tells it. */
export const rangeHeaders: Record<string, string> = {
  'X-Openstack-Ironic-Api-Minimum-Version': '1.1',
  'X-Openstack-Ironic-Api-Maximum-Version': `1.${MAX_MINOR}`,
};

export const currentVersion = (origin: string) => ({
  id: 'v1',
  links: [{ href: `${origin}/baremetal/v1/`, rel: 'self' }],
  status: 'CURRENT',
  min_version: '1.1',
  version: `1.${MAX_MINOR}`,
});

function refused(description: string, headers?: Record<string, string>) {
  return new ApiError(406, description, {
    body: outerBody(406, 'Not Acceptable', description),
    headers,
  });
}

/** The version that an answer names; undefined where none could be agreed on. */
export function answeredVersion(call: Call): string | undefined {
  try {
    return `1.${nodeMinor(call)}`;
  } catch {
    return undefined;
  }
}

/**
 * The minor version asked for; 1 without a header. The header that the other
 * services share is not looked at.
 *
 * @throws ApiError 406
 */
export function nodeMinor(call: Call): number {
  const asked = headerText(call, HEADER) ?? '1.1';
  if (asked.toLowerCase() === 'latest') {
    return MAX_MINOR;
  }
  const match = /^(\d+)\.(\d+)$/.exec(asked);
  if (!match) {
    throw refused(`Invalid value for ${HEADER} header`);
  }
  const minor = Number(match[2]);
  if (match[1] !== '1') {
    throw refused(
      `Mutually exclusive versions requested. Version ${asked} requested but not supported by this service. The supported version range is: ${RANGE}.`,
      rangeHeaders,
    );
  }
  if (minor < 1 || minor > MAX_MINOR) {
    throw refused(
      `Version ${asked} was requested but the minor version is not supported by this service. The supported version range is: ${RANGE}.`,
      rangeHeaders,
    );
  }
  return minor;
}
