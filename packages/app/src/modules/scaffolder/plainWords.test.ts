import { customizeValidator } from '@rjsf/validator-ajv8';
import type { RJSFSchema } from '@rjsf/utils';
import { plainWords } from './plainWords';

/** What a form says to one value. */
function said(schema: RJSFSchema, value: unknown): string[] {
  const { errors } = customizeValidator().validateFormData(
    { value },
    { type: 'object', properties: { value: schema }, required: ['value'] },
    undefined,
    plainWords,
  );
  return errors.map(({ message = '' }) => message);
}

describe('plainWords', () => {
  it.each<[RJSFSchema, unknown, string]>([
    [{ type: 'string' }, undefined, 'This is needed.'],
    [
      { type: 'string', minLength: 10 },
      'short',
      'Write at least 10 characters.',
    ],
    [{ type: 'string', maxLength: 3 }, 'long', 'Write at most 3 characters.'],
    [{ type: 'integer', minimum: 1 }, 0, 'It has to be 1 or more.'],
    [{ type: 'integer', maximum: 4 }, 5, 'It has to be 4 or less.'],
    [{ type: 'integer' }, 'many', 'Write a number here.'],
    [{ type: 'string', enum: ['a'] }, 'b', 'Choose one of what is offered.'],
  ])('says of %j that is %j: %s', (schema, value, words) => {
    expect(said(schema, value)).toEqual([words]);
  });

  it('leaves what it has no words for as it is', () => {
    const pattern = { name: 'pattern', message: 'lower case only', stack: '' };
    expect(plainWords([pattern])).toEqual([pattern]);
  });
});
