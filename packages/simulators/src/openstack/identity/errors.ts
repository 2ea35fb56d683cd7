import { newHex } from '../../kernel/ids';
import { ApiError } from '../../kernel/http/types';
import type { Access } from '../access';

export function notFound(kind: string, id: string): ApiError {
  return new ApiError(404, `Could not find ${kind}: ${id}.`);
}

export function forbidden(action: string): ApiError {
  return new ApiError(
    403,
    `You are not authorized to perform the requested action: ${action}.`,
  );
}

export const authenticationRequired = () =>
  new ApiError(401, 'The request you have made requires authentication.');

export function projectConflict(name: string): ApiError {
  return new ApiError(
    409,
    'Conflict occurred attempting to store project - it is not permitted to ' +
      'have two projects with either the same name or same id in the same ' +
      `domain: name is ${name}, project id ${newHex()}.`,
  );
}

export function duplicate(kind: string, entry: string): ApiError {
  return new ApiError(
    409,
    `Conflict occurred attempting to store ${kind} - Duplicate entry found with ${entry}.`,
  );
}

export function requireAdmin(access: Access, action: string): void {
  if (!access.admin) {
    throw forbidden(action);
  }
}

/** Admins, readers of the system, and readers of a domain (their own rows). */
export function requireReader(access: Access, action: string): void {
  const domainReader =
    access.token.domainId !== undefined && access.roles.has('reader');
  if (!access.admin && !access.systemReader && !domainReader) {
    throw forbidden(action);
  }
}

/** What Keystone's JSON schema says, in one line and a half. */
export function invalidField(
  field: string,
  value: string,
  problem: string,
): ApiError {
  return new ApiError(
    400,
    `Invalid input for field '${field}': '${value}' ${problem}\n\n` +
      `Failed validating in schema['properties']['${field}']`,
  );
}
