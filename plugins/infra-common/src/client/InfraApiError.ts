import { problemSchema, type Problem } from '../model/operation';
import { z } from 'zod';

const errorBodySchema = z.object({
  error: z.object({
    name: z.string().default('Error'),
    message: z.string().default(''),
    problems: z.array(problemSchema).optional(),
  }),
});

/**
 * An answer of the REST API that is not a success.
 * @public
 */
export class InfraApiError extends Error {
  override readonly name = 'InfraApiError';

  constructor(
    message: string,
    /** HTTP status */
    readonly status: number,
    /** name of the server's error, such as `NotAllowedError` or `RefusedError` */
    readonly code: string,
    /** what is wrong field by field, when the request was refused */
    readonly problems: Problem[],
  ) {
    super(message);
  }

  /** Reads an error answer; a body that is not ours becomes a plain sentence. */
  static async fromResponse(response: Response): Promise<InfraApiError> {
    const body = errorBodySchema.safeParse(
      await response.json().catch(() => undefined),
    );
    if (!body.success) {
      return new InfraApiError(
        `The portal answered ${response.status} ${response.statusText}`.trim(),
        response.status,
        'UnexpectedAnswer',
        [],
      );
    }
    const { name, message, problems = [] } = body.data.error;
    return new InfraApiError(
      message || `The portal answered ${response.status}`,
      response.status,
      name,
      problems,
    );
  }
}
