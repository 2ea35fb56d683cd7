import { isSameMachine } from './sameMachine';

const known = (attributes: Record<string, unknown>, name = 'a') => ({
  name,
  attributes,
});

it.each([
  [
    'by system UUID, whatever the case',
    { systemUuid: 'AB' },
    { systemUuid: 'ab' },
    true,
  ],
  [
    'not of another UUID, even with the same name',
    { systemUuid: 'ab' },
    { systemUuid: 'cd' },
    false,
  ],
  ['by any MAC address', { macs: ['1', '2'] }, { macs: ['2', '3'] }, true],
  ['not by none of them', { macs: ['1'] }, { macs: ['3'] }, false],
  ['by serial number', { serial: 'S1' }, { serial: 's1' }, true],
  ['by host name', { hostname: 'r1-n1' }, { hostname: 'R1-N1' }, true],
  [
    'by host name, one of them in full',
    { hostname: 'r1-n1' },
    { hostname: 'r1-n1.eu1.example' },
    true,
  ],
  [
    'not in another domain',
    { hostname: 'r1-n1.eu2' },
    { hostname: 'r1-n1.eu1' },
    false,
  ],
  [
    'not by a name that begins alike',
    { hostname: 'r1-n1' },
    { hostname: 'r1-n11' },
    false,
  ],
  ['by the name of the row where there is no host name', {}, {}, true],
] as const)('a host is recognised %s', (_, machine, host, same) => {
  expect(isSameMachine(known(machine), known(host))).toBe(same);
});
