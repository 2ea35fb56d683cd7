import { ApiError } from '../../kernel/http/types';

/** A `NeutronError`; clients branch on its type. */
export function neutronError(
  status: number,
  type: string,
  message: string,
): ApiError {
  return new ApiError(status, message, { type });
}

export function badRequest(message: string): ApiError {
  return neutronError(400, 'HTTPBadRequest', message);
}

export function missing(attribute: string): ApiError {
  return badRequest(
    `Failed to parse request. Required attribute '${attribute}' not specified`,
  );
}

export function invalidInput(message: string): ApiError {
  return neutronError(
    400,
    'InvalidInput',
    `Invalid input for operation: ${message}`,
  );
}

export function notFound(kind: string, id: string): ApiError {
  const label = kind.replace(/([a-z])([A-Z])/g, '$1 $2');
  const text =
    kind === 'SecurityGroup'
      ? `Security group ${id} does not exist`
      : `${label} ${id} could not be found.`;
  return neutronError(404, `${kind}NotFound`, text);
}

export function disallowed(rule: string): ApiError {
  return neutronError(
    403,
    'PolicyNotAuthorized',
    `rule:${rule} is disallowed by policy`,
  );
}

export function overQuota(resource: string): ApiError {
  return neutronError(
    409,
    'OverQuota',
    `Quota exceeded for resources: ['${resource}'].`,
  );
}
