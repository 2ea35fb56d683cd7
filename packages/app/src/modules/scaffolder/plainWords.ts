import type { RJSFValidationError } from '@rjsf/utils';

type Params = Record<string, unknown>;

const WORDS: Record<string, (params: Params) => string> = {
  required: () => 'This is needed.',
  minLength: ({ limit }) => `Write at least ${limit} characters.`,
  maxLength: ({ limit }) => `Write at most ${limit} characters.`,
  minimum: ({ limit }) => `It has to be ${limit} or more.`,
  maximum: ({ limit }) => `It has to be ${limit} or less.`,
  exclusiveMinimum: ({ limit }) => `It has to be more than ${limit}.`,
  exclusiveMaximum: ({ limit }) => `It has to be less than ${limit}.`,
  multipleOf: ({ multipleOf }) => `It has to be a multiple of ${multipleOf}.`,
  minItems: ({ limit }) => `Give at least ${limit}.`,
  maxItems: ({ limit }) => `Give at most ${limit}.`,
  uniqueItems: () => 'Give each of them once.',
  enum: () => 'Choose one of what is offered.',
  type: ({ type }) =>
    type === 'integer' || type === 'number'
      ? 'Write a number here.'
      : 'This is not what is asked for here.',
  format: ({ format }) => `This is no ${format}.`,
};

/** Says what a form's schema finds in words for people; a template's own words stay as they are. */
export function plainWords(
  errors: RJSFValidationError[],
): RJSFValidationError[] {
  return errors.map(error => {
    const words = WORDS[error.name ?? '']?.(error.params ?? {});
    return words ? { ...error, message: words, stack: words } : error;
  });
}
