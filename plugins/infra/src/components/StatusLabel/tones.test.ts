import { toneOf } from './tones';

describe('toneOf', () => {
  it.each([
    ['good', ['deployed', 'ready']],
    ['bad', ['broken', 'failed', 'missing']],
    ['busy', ['commissioning', 'testing', 'deploying', 'releasing']],
    ['waiting', ['rescue']],
    ['off', ['new', 'allocated', 'retired', 'unknown']],
  ])('takes as %s what a machine is that is one of %j', (tone, statuses) => {
    expect(statuses.map(toneOf)).toEqual(statuses.map(() => tone));
  });
});
