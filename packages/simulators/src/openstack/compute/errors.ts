import { isJson, pyRepr } from '../../kernel/json';
import { ApiError } from '../../kernel/http/types';

export const badRequest = (message: string) => new ApiError(400, message);
export const forbidden = (message: string) => new ApiError(403, message);
export const notFound = (message: string) => new ApiError(404, message);
export const conflict = (message: string) => new ApiError(409, message);

export function policy(rule: string): ApiError {
  return forbidden(`Policy doesn't allow ${rule} to be performed.`);
}

export function serverNotFound(id: string): ApiError {
  return notFound(`Instance ${id} could not be found.`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : pyRepr(value);
}

/** What Nova's JSON schema says about a body. */
export function invalidField(
  field: string | number,
  value: unknown,
  problem: string,
): ApiError {
  return badRequest(
    `Invalid input for field/attribute ${field}. Value: ${shown(
      value,
    )}. ${problem}`,
  );
}

export function invalidParameter(
  name: string,
  value: unknown,
  problem: string,
): ApiError {
  return badRequest(
    `Invalid input for query parameters ${name}. Value: ${shown(
      value,
    )}. ${problem}`,
  );
}

/** Refuses members an object may not have. */
export function checkMembers(
  field: string,
  value: unknown,
  allowed: readonly string[],
): void {
  const unknown = isJson(value)
    ? Object.keys(value).filter(key => !allowed.includes(key))
    : [];
  if (unknown.length > 0) {
    const names = unknown.map(key => `'${key}'`).join(', ');
    const verb = unknown.length > 1 ? 'were' : 'was';
    throw invalidField(
      field,
      value,
      `Additional properties are not allowed (${names} ${verb} unexpected)`,
    );
  }
}
