import type { Resource } from '@ironstage/plugin-infra-common';
import { HostedInstances } from './HostedInstances';

type Facts = Pick<Resource, 'name' | 'site'> & {
  attributes?: Record<string, unknown>;
};

const UUID = '4c4c4544-0042-3510-8052-b4c04f4d3033';

/** What is said about a machine when there is one host, with twelve instances on it. */
async function told(machine: Facts, host: Facts, instances = 12) {
  const hosted = new HostedInstances({
    hypervisors: async () => [
      { ref: 'hypervisor:os-1/h', provider: 'os-1', attributes: {}, ...host },
    ],
    countOn: async () => instances,
  });
  const problems = await hosted.check({
    attributes: {},
    ...machine,
  } as Resource);
  return problems.map(({ message }) => message).join(' ');
}

it.each<[string, Facts, Facts]>([
  [
    'its system UUID, whatever it is called',
    { name: 'r1-n1', site: 'eu1', attributes: { systemUuid: UUID } },
    { name: 'cpu-7', site: 'eu1', attributes: { systemUuid: UUID } },
  ],
  [
    'its system UUID in the other byte order',
    { name: 'r1-n1', site: 'eu1', attributes: { systemUuid: UUID } },
    {
      name: 'cpu-7',
      site: 'eu1',
      attributes: { systemUuid: '44454C4C-4200-1035-8052-B4C04F4D3033' },
    },
  ],
  [
    'its serial number',
    { name: 'r1-n1', site: 'eu1', attributes: { serial: 'B5RM03' } },
    { name: 'cpu-7', site: 'eu2', attributes: { serial: 'b5rm03 ' } },
  ],
  [
    'a MAC address, however it is written',
    {
      name: 'r1-n1',
      site: 'eu1',
      attributes: { macs: ['3c:ec:ef:00:00:01', '3c:ec:ef:00:00:02'] },
    },
    {
      name: 'cpu-7',
      site: 'eu1',
      attributes: { macs: ['3C-EC-EF-00-00-02'] },
    },
  ],
  [
    'an address at the same site',
    { name: 'r1-n1', site: 'eu1', attributes: { addresses: ['10.1.0.7'] } },
    { name: 'cpu-7', site: 'eu1', attributes: { addresses: ['10.1.0.7'] } },
  ],
  [
    'its name at the same site, for want of anything else',
    { name: 'r1-n1', site: 'eu1' },
    { name: 'r1-n1.eu1.example.com', site: 'eu1' },
  ],
])('knows a host by %s', async (_fact, machine, host) => {
  expect(await told(machine, host)).toBe(
    `${machine.name} is the host ${host.name} of os-1, on which 12 instances are: move or delete them first.`,
  );
});

it.each<[string, Facts, Facts]>([
  [
    'of another site with the same name',
    { name: 'node-1', site: 'eu1' },
    { name: 'node-1', site: 'us1' },
  ],
  [
    'with the same name and another system UUID',
    { name: 'node-1', site: 'eu1', attributes: { systemUuid: UUID } },
    {
      name: 'node-1',
      site: 'eu1',
      attributes: { systemUuid: '1b4e28ba-2fa1-11d2-883f-0016d3cca427' },
    },
  ],
  [
    'with the same private address at another site',
    { name: 'a', site: 'eu1', attributes: { addresses: ['10.0.0.5'] } },
    { name: 'b', site: 'us1', attributes: { addresses: ['10.0.0.5'] } },
  ],
])(
  'lets nothing stand in the way of a machine because of a host %s',
  async (_what, machine, host) => {
    expect(await told(machine, host)).toBe('');
  },
);

it.each<[string, Facts, Facts]>([
  [
    'To be filled by O.E.M.',
    {
      name: 'a',
      site: 'eu1',
      attributes: { serial: 'To be filled by O.E.M.' },
    },
    {
      name: 'b',
      site: 'eu1',
      attributes: { serial: 'To Be Filled By O.E.M.' },
    },
  ],
  [
    'an all-zero UUID',
    {
      name: 'a',
      site: 'eu1',
      attributes: { systemUuid: '00000000-0000-0000-0000-000000000000' },
    },
    {
      name: 'b',
      site: 'eu1',
      attributes: { systemUuid: '00000000-0000-0000-0000-000000000000' },
    },
  ],
])('takes %s for no identity', async (_what, machine, host) => {
  expect(await told(machine, host)).toBe('');
});

it('refuses when hardware facts contradict each other, and says which', async () => {
  const machine = {
    name: 'r1-n1',
    site: 'eu1',
    attributes: { systemUuid: UUID, serial: 'ONE' },
  };
  const host = {
    name: 'cpu-7',
    site: 'eu1',
    attributes: { systemUuid: UUID, serial: 'TWO' },
  };
  expect(await told(machine, host)).toBe(
    "r1-n1 may be the host cpu-7 of os-1, on which 12 instances are, and it can't be told: their system UUID and their serial number contradict each other. Make sure which it is, and move or delete them first if it is.",
  );
});

it('refuses when the site of one is not known and the names are the same', async () => {
  expect(
    await told(
      { name: 'node-1', site: null },
      { name: 'node-1', site: 'eu1' },
      1,
    ),
  ).toContain('may be the host node-1 of os-1, on which 1 instance is');
});

it('has nothing against a machine that is a host without instances', async () => {
  const both = { name: 'a', site: 'eu1', attributes: { systemUuid: UUID } };
  expect(await told(both, both, 0)).toBe('');
});
