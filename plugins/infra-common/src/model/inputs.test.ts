import { OPERATION_INPUTS, type OperationType } from './inputs';

const GOOD: Record<OperationType, Record<string, unknown>> = {
  'project.create': {
    team: 'group:default/payments',
    environment: 'dev',
    provider: 'os-eu1',
  },
  'project.adopt': {
    provider: 'os-eu1',
    tenant: 'checkout-staging',
    team: 'group:default/checkout',
    environment: 'staging',
  },
  'quota.change': {
    project: 'payments-dev',
    vcpus: 64,
    reason: 'Two more shops go live in May',
  },
  'instance.create': {
    project: 'payments-dev',
    name: 'api-1',
    flavor: 'small',
    image: 'base',
    sshPublicKey: 'ssh-ed25519 AAAA',
  },
  'instance.start': { ref: 'instance:os-eu1/1' },
  'instance.stop': { ref: 'instance:os-eu1/1' },
  'instance.reboot': { ref: 'instance:os-eu1/1' },
  'instance.resize': { ref: 'instance:os-eu1/1', flavor: 'large' },
  'instance.snapshot': { ref: 'instance:os-eu1/1', name: 'before-upgrade' },
  'instance.rebuild': {
    ref: 'instance:os-eu1/1',
    image: 'base',
    sshPublicKey: 'ssh-ed25519 AAAA',
  },
  'instance.delete': { ref: 'instance:os-eu1/1' },
  'instance.undelete': { ref: 'instance:os-eu1/1' },
  'lease.extend': { ref: 'instance:os-eu1/1', days: 7 },
  'gpu.request': {
    project: 'payments-dev',
    name: 'train-1',
    model: 'a100',
    count: 1,
    days: 7,
    purpose: 'Fine-tune the ranking model',
    image: 'base',
    sshPublicKey: 'ssh-ed25519 AAAA',
  },
  'machine.deploy': {
    ref: 'machine:maas-eu1/abc',
    image: 'ubuntu/noble',
    sshPublicKey: 'ssh-ed25519 AAAA',
  },
  'machine.release': { ref: 'machine:maas-eu1/abc' },
  'machine.rebuild': {
    ref: 'machine:maas-eu1/abc',
    image: 'ubuntu/noble',
    sshPublicKey: 'ssh-ed25519 AAAA',
  },
  'machine.commission': { ref: 'machine:maas-eu1/abc' },
  'machine.power-on': { ref: 'machine:maas-eu1/abc' },
  'machine.power-off': { ref: 'machine:maas-eu1/abc' },
  'machine.lock': { ref: 'machine:maas-eu1/abc' },
  'machine.abort': { ref: 'machine:maas-eu1/abc' },
  'machine.unlock': { ref: 'machine:maas-eu1/abc' },
  'machine.mark-broken': {
    ref: 'machine:maas-eu1/abc',
    reason: 'A fan is loud',
  },
  'machine.mark-fixed': { ref: 'machine:maas-eu1/abc' },
};

describe.each(Object.keys(OPERATION_INPUTS) as OperationType[])(
  'input of %s',
  type => {
    const schema = OPERATION_INPUTS[type];

    it('needs each of these and nothing more', () => {
      expect(schema.safeParse(GOOD[type]).success).toBe(true);
      for (const key of Object.keys(GOOD[type])) {
        const { [key]: _, ...rest } = GOOD[type];
        expect([key, schema.safeParse(rest).success]).toEqual([key, false]);
      }
    });

    it('refuses texts of spaces only, in a sentence of their own', () => {
      const texts = Object.entries(GOOD[type]).filter(
        ([, value]) => typeof value === 'string',
      );
      for (const [key] of texts) {
        const parsed = schema.safeParse({ ...GOOD[type], [key]: '  ' });
        expect(parsed.error?.issues[0]).toMatchObject({
          path: [key],
          message: expect.stringMatching(/^[A-Z].*[.;]|is missing\.$/),
        });
      }
    });

    it('refuses what it does not know', () => {
      expect(schema.safeParse({ ...GOOD[type], requester: 'x' }).success).toBe(
        false,
      );
    });
  },
);

it.each([
  [{ count: 0 }, 'Ask for at least one GPU.'],
  [{ count: 1.5 }, 'The number of GPUs must be a whole number.'],
  [{ days: 0 }, 'The duration must be at least one day.'],
  [{ days: 2.5 }, 'The duration must be a whole number of days.'],
  [
    { purpose: 'short' },
    'Say in a sentence what the GPU is for; the approver decides by it.',
  ],
])('a GPU request with %j is told: %s', (part, message) => {
  const parsed = OPERATION_INPUTS['gpu.request'].safeParse({
    ...GOOD['gpu.request'],
    ...part,
  });
  expect(parsed.error?.issues.map(issue => issue.message)).toEqual([message]);
});

it.each(['instance.stop', 'instance.reboot'] as const)(
  '%s asks the guest unless it is told to use force',
  type => {
    const { ref } = GOOD[type];
    expect(OPERATION_INPUTS[type].parse({ ref })).toEqual({
      ref,
      force: false,
    });
    expect(OPERATION_INPUTS[type].parse({ ref, force: true }).force).toBe(true);
  },
);

it.each(['machine.release', 'machine.rebuild'] as const)(
  '%s erases quickly unless it is told otherwise',
  type => {
    const parse = (more: object) =>
      OPERATION_INPUTS[type].safeParse({ ...GOOD[type], ...more });
    expect(parse({}).data).toMatchObject({ erase: 'quick' });
    expect(parse({ erase: 'full' }).data).toMatchObject({ erase: 'full' });
    expect(parse({ erase: 'shred' }).error?.issues[0].message).toBe(
      'The way to erase the disks must be one of none, quick, secure, full.',
    );
  },
);
