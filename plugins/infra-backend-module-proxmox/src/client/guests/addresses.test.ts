import { readRows } from '@ironstage/plugin-infra-node';
import container from '../../__fixtures__/cases/pve-container-interfaces.json';
import { addressesOf } from './addresses';
import { interfaceSchema } from './types';

const read = (rows: unknown[]) => addressesOf(readRows(rows, interfaceSchema));

it('tells all addresses of a container, not the last of each family', () => {
  expect(read(container.data)).toEqual([
    '10.44.1.20',
    '192.168.7.20',
    '2001:db8:44::20',
  ]);
});

it('takes inet and inet6 of releases that tell no list', () => {
  expect(
    read([
      { name: 'lo', inet: '127.0.0.1/8', inet6: '::1/128' },
      { name: 'eth0', inet: '10.0.0.5/24', inet6: 'fe80::1/64' },
    ]),
  ).toEqual(['10.0.0.5']);
});

it('reads an agent past entries without an address and interfaces without entries', () => {
  expect(
    read([
      { name: 'docker0', 'hardware-address': '02:42:00:00:00:01' },
      { name: 'eth0', 'ip-addresses': [{}, { 'ip-address': null }, null] },
      null,
      {
        name: 'eth1',
        'ip-addresses': [
          { 'ip-address': 'fe80::1%eth1' },
          { 'ip-address': '169.254.3.4' },
          { 'ip-address': '10.0.0.7', prefix: 24 },
          { 'ip-address': '10.0.0.7', prefix: 24 },
        ],
      },
    ]),
  ).toEqual(['10.0.0.7']);
});
