import { InfraApiError } from '@ironstage/plugin-infra-common';

/** The back end refuses somebody who may not. */
export const denied = async () => {
  throw new InfraApiError('Not allowed', 403, 'NotAllowedError', []);
};

/** The back end can not answer right now. */
export const unavailable = async () => {
  throw new InfraApiError(
    'The inventory is being moved.',
    503,
    'ServiceUnavailableError',
    [],
  );
};

/** There is no such thing. */
export const notFound = async () => {
  throw new InfraApiError('No such thing', 404, 'NotFoundError', []);
};
