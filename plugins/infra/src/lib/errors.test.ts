import { InfraApiError } from '@ironstage/plugin-infra-common';
import { explainError, isTransient } from './errors';

const answer = (status: number) =>
  new InfraApiError('The reason.', status, 'Error', []);

describe('errors', () => {
  it('does not offer to repeat what can not succeed', () => {
    expect(explainError(answer(403), 'the capacity').retry).toBe(false);
    expect(explainError(answer(404), 'the capacity').retry).toBe(false);
    expect(explainError(answer(503), 'the capacity')).toEqual({
      title: 'Could not load the capacity',
      sentence: 'The reason.',
      retry: true,
    });
  });

  it('tells an unreachable portal from an answer', () => {
    expect(
      explainError(new TypeError('Failed to fetch'), 'the capacity').sentence,
    ).toContain('could not be reached');
  });

  it('takes failures of the server and the network for passing ones', () => {
    expect(isTransient(answer(503))).toBe(true);
    expect(isTransient(answer(429))).toBe(true);
    expect(isTransient(new TypeError('Failed to fetch'))).toBe(true);
    expect(isTransient(answer(400))).toBe(false);
    expect(isTransient(answer(403))).toBe(false);
  });
});
