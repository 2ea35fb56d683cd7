import { operation } from '../testing/operation';
import { operationFacts } from './showOperation';

describe('the facts of an operation', () => {
  it('tell who decides what was asked for, and what for', () => {
    const text = operationFacts(
      operation({
        type: 'gpu.request',
        input: {
          project: 'ml-dev',
          model: 'nvidia-h100-sxm5-80gb',
          count: 2,
          purpose: 'Train the ranking model',
          sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA dana@laptop',
        },
      }),
      'http://portal',
    );
    expect(text).toMatch(/purpose +Train the ranking model/);
    expect(text).toMatch(/count +2/);
    expect(text).toMatch(/model +nvidia-h100-sxm5-80gb/);
    expect(text).toMatch(/ssh public key +ssh-ed25519 …NTE5AAAA dana@laptop/);
    expect(text).not.toContain('AAAAC3NzaC1lZDI1');
  });
});
