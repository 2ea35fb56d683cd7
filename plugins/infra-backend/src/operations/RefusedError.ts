import { CustomErrorBase } from '@backstage/errors';
import type { Problem } from '@ironstage/plugin-infra-common';

/**
 * A request that guardrails refuse before anything is created. The portal's error
 * middleware sends the status and the problems to the caller.
 */
export class RefusedError extends CustomErrorBase {
  override readonly name = 'RefusedError';
  readonly statusCode = 422;

  constructor(readonly problems: Problem[]) {
    super(problems.map(problem => problem.message).join(' '));
  }
}
