import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { NextFunction, Request, Response } from 'express';

/** Errors whose text is written for people. */
const SPOKEN = new Set([
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'NotModifiedError',
  'ProviderError',
  'RefusedError',
  'ServiceUnavailableError',
]);

/** The database is there and can't be had just now. SQLite's words, then PostgreSQL's (class 08, 53, 57). */
const BUSY =
  /^(SQLITE_BUSY|SQLITE_LOCKED|08...|53...|57P0.|55P03|ECONNREFUSED|ECONNRESET)/;

interface Thrown extends Error {
  code?: unknown;
  statusCode?: unknown;
  status?: unknown;
}

function isBusy({ name, code }: Thrown): boolean {
  return (
    name === 'KnexTimeoutError' || (typeof code === 'string' && BUSY.test(code))
  );
}

/** A request's own fault, as the body parser tells it. */
function isOfRequest({ status }: Thrown): boolean {
  return typeof status === 'number' && status >= 400 && status < 500;
}

/**
 * Keeps the words of databases and libraries from callers: what is not written for people goes to the log
 * under a number, and the caller is told the number.
 */
export function concealErrors(logger: LoggerService) {
  return (
    error: Thrown,
    request: Request,
    _response: Response,
    next: NextFunction,
  ): void => {
    if (SPOKEN.has(error.name) || isOfRequest(error)) {
      next(error);
      return;
    }
    if (error.name === 'FetchError') {
      // permissions and the like are asked over HTTP; the codes are those of a lost database connection
      logger.warn(`A part of the portal did not answer: ${error.message}`);
      next(
        new ServiceUnavailableError(
          'A part of the portal did not answer; try again in a moment.',
        ),
      );
      return;
    }
    if (isBusy(error)) {
      logger.warn(`The database is busy: ${error.message}`);
      next(
        new ServiceUnavailableError(
          "The portal's database is busy; try again in a moment.",
        ),
      );
      return;
    }
    const id = randomUUID().slice(0, 8);
    logger.error(
      `${request.method} ${request.path} failed (${id})`,
      error as Error,
    );
    next(
      new Error(
        `The portal failed, for a reason that lies in itself; its log tells more under ${id}.`,
      ),
    );
  };
}
