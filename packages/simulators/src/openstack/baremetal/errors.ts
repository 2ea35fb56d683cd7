import { ApiError } from '../../kernel/http/types';

/** Ironic's own refusal: its fields travel as a text within the JSON. */
export function refusal(status: number, text: string): ApiError {
  return new ApiError(status, text);
}

export const badRequest = (text: string) => refusal(400, text);

export const notFound = (what: string) =>
  refusal(404, `${what} could not be found.`);

/** The microversion lacks what was asked for. */
export const notAcceptable = () => refusal(406, 'Request not acceptable.');

export const denied = (rule: string) =>
  refusal(403, `Access was denied to the following resource: ${rule}`);

/** The body of Ironic's refusals; `Server` blames itself. */
export function refusalBody(status: number, text: string): unknown {
  return {
    error_message: pyJson({
      faultcode: status >= 500 ? 'Server' : 'Client',
      faultstring: text,
      debuginfo: null,
    }),
  };
}

/** What the layer in front of Ironic's own code refuses, likewise as a text. */
export function outerBody(
  status: number,
  title: string,
  description: string,
): unknown {
  return { error_message: pyJson({ code: status, title, description }) };
}

/** JSON with the blanks that Python puts into it: they are seen in the text. */
function pyJson(members: Record<string, unknown>): string {
  const pairs = Object.entries(members).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{${pairs.join(', ')}}`;
}
