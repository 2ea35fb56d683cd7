import {
  knownMac,
  knownSerial,
  knownSystemUuid,
  sameHost,
  swappedSystemUuid,
  type HostFacts,
} from './hostIdentity';

const UUID = '4c4c4544-0035-4810-8052-b4c04f4b4000';
const OTHER_UUID = '8d1f3a52-77aa-4e0b-9c1d-2f6b1f0a9e11';
const MAC = '3c:ec:ef:10:00:01';

describe('what identifies nothing', () => {
  it.each([
    'To be filled by O.E.M.',
    'To Be Filled By O.E.M',
    'Default string',
    'Not Specified',
    'Not Available',
    'System Serial Number',
    '0123456789',
    '1234567890',
    '123456789',
    '00000000',
    'xxxxxxxx',
    '........',
    'Unknown',
    'N/A',
    'None',
    '   ',
    '',
    undefined,
  ])('the serial number %j', text => {
    expect(knownSerial(text)).toBeUndefined();
  });

  it.each(['IS9A8B7C6D', ' 1660123000 ', 'CZ2D1234AB', 'A123456789012345'])(
    'is not the serial number %j',
    text => {
      expect(knownSerial(text)).toBe(text.trim());
    },
  );

  it.each([
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '03000200-0400-0500-0006-000700080009',
    '00020003-0004-0005-0006-000700080009',
    'fefefefe-fefe-fefe-fefe-fefefefefefe',
    'Not Settable',
    'Default string',
    '',
    null,
  ])('the system UUID %j', text => {
    expect(knownSystemUuid(text)).toBeUndefined();
  });

  it.each([
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '01:00:5e:00:00:01',
    'n/a',
    '',
  ])('the MAC address %j', text => {
    expect(knownMac(text)).toBeUndefined();
  });
});

it('spells UUIDs and MAC addresses in one way', () => {
  expect(knownSystemUuid('{4C4C4544-0035-4810-8052-B4C04F4B4000}')).toBe(UUID);
  expect(knownSystemUuid(UUID.replace(/-/g, ''))).toBe(UUID);
  expect(knownMac('3C-EC-EF-10-00-01')).toBe(MAC);
  expect(knownMac('3cec.ef10.0001')).toBe(MAC);
});

it('turns the first three fields of a UUID around', () => {
  expect(swappedSystemUuid(UUID)).toBe('44454c4c-3500-1048-8052-b4c04f4b4000');
  expect(swappedSystemUuid(swappedSystemUuid(UUID))).toBe(UUID);
});

const site = 'eu1';

it.each<[string, HostFacts, HostFacts, object]>([
  [
    'one UUID, in two byte orders, under two names at two sites',
    { systemUuid: UUID.toUpperCase(), name: 'compute-17', site: 'eu1' },
    { systemUuid: swappedSystemUuid(UUID), name: 'r12-n02', site: 'us1' },
    { verdict: 'same', by: 'systemUuid' },
  ],
  [
    'two UUIDs under one name',
    { systemUuid: UUID, name: 'node-1', site },
    { systemUuid: OTHER_UUID, name: 'node-1', site },
    { verdict: 'different', by: 'systemUuid' },
  ],
  [
    'blank UUIDs and one serial number',
    { systemUuid: '0'.repeat(32), serial: 'IS9A8B7C6D' },
    { systemUuid: '0'.repeat(32), serial: 'is9a8b7c6d' },
    { verdict: 'same', by: 'serial' },
  ],
  [
    'blank serial numbers that are the same, and two names',
    { serial: 'Default string', name: 'a', site },
    { serial: 'Default string', name: 'b', site },
    { verdict: 'different', by: 'name' },
  ],
  [
    'one UUID and two serial numbers',
    { systemUuid: UUID, serial: 'IS11111112' },
    { systemUuid: UUID, serial: 'IS22222223' },
    { verdict: 'unsure', by: 'systemUuid', against: 'serial' },
  ],
  [
    'two UUIDs and one NIC',
    { systemUuid: UUID, macs: [MAC] },
    { systemUuid: OTHER_UUID, macs: ['3C-EC-EF-10-00-01'] },
    { verdict: 'unsure', by: 'systemUuid', against: 'mac' },
  ],
  [
    'one NIC among several',
    { macs: ['3c:ec:ef:00:00:09', MAC] },
    { macs: [MAC.toUpperCase()] },
    { verdict: 'same', by: 'mac' },
  ],
  [
    'one NIC that is made up, as of a management controller',
    { macs: ['be:3a:f2:b6:05:9f'] },
    { macs: ['be:3a:f2:b6:05:9f'] },
    { verdict: 'unsure', by: 'mac' },
  ],
  [
    'one UUID, though the NICs have been replaced',
    { systemUuid: UUID, macs: [MAC] },
    { systemUuid: UUID, macs: ['3c:ec:ef:99:99:98'] },
    { verdict: 'same', by: 'systemUuid' },
  ],
  [
    'one management controller at one site',
    { bmcAddress: '10.250.0.5', name: 'a', site },
    { bmcAddress: '10.250.0.5', name: 'b', site },
    { verdict: 'same', by: 'bmcAddress' },
  ],
  [
    'one private address at two sites',
    { addresses: ['10.0.0.5'], name: 'a', site: 'eu1' },
    { addresses: ['10.0.0.5'], name: 'b', site: 'us1' },
    { verdict: 'different', by: 'address' },
  ],
  [
    'one address at one site under two names',
    { addresses: ['10.0.0.5', '10.1.0.5'], name: 'compute-17', site },
    { addresses: ['10.1.0.5'], name: 'r12-n02', site },
    { verdict: 'same', by: 'address' },
  ],
  [
    'loopback addresses',
    { addresses: ['127.0.0.1'] },
    { addresses: ['127.0.0.1'] },
    { verdict: 'unsure' },
  ],
  [
    'one name at two sites',
    { name: 'node-1', site: 'eu1' },
    { name: 'node-1', site: 'us1' },
    { verdict: 'different', by: 'name' },
  ],
  [
    'one name at one site, with and without its domain',
    { name: 'node-1', site },
    { name: 'Node-1.example.org.', site },
    { verdict: 'same', by: 'name' },
  ],
  [
    'one name in two domains of one site',
    { name: 'node-1.a.example.org', site },
    { name: 'node-1.b.example.org', site },
    { verdict: 'unsure', by: 'name' },
  ],
  [
    'one name, at a site that is not known',
    { name: 'node-1' },
    { name: 'node-1', site },
    { verdict: 'unsure', by: 'name' },
  ],
  [
    'one name, though the address has changed',
    { name: 'node-1', addresses: ['10.0.0.5'], site },
    { name: 'node-1', addresses: ['10.0.0.6'], site },
    { verdict: 'same', by: 'name' },
  ],
  [
    'nothing in common',
    { systemUuid: UUID },
    { macs: [MAC] },
    { verdict: 'unsure' },
  ],
])('judges %s', (_, a, b, verdict) => {
  expect(sameHost(a, b)).toEqual(verdict);
  expect(sameHost(b, a)).toEqual(verdict);
});
