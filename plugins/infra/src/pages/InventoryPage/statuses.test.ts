import { statusesOf } from './statuses';

describe('statusesOf', () => {
  it('gives those of the chosen kind only', () => {
    expect(statusesOf('instance', ['active'])).toEqual(
      expect.arrayContaining(['active', 'suspended', 'shelved', 'rescue']),
    );
    expect(statusesOf('instance', [])).not.toContain('commissioning');
    expect(statusesOf('instance', [])).not.toContain('deleted');
    expect(statusesOf('machine', [])).toContain('deployed');
  });

  it('gives what is there where nothing is known before', () => {
    expect(statusesOf('hypervisor', ['up', 'down', 'up'])).toEqual([
      'up',
      'down',
    ]);
    expect(statusesOf(undefined, [])).toEqual([]);
  });
});
