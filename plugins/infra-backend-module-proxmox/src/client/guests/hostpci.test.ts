import cards from '../../__fixtures__/cases/pve-gpu-pending-and-by-address.json';
import { heldDevices, passedThrough, readHostPci } from './hostpci';

it.each([
  [cards.byAddress.hostpci0, { addresses: ['0000:81:00'] }],
  [cards.byAddressWithWord.hostpci0, { addresses: ['0000:81:00.0'] }],
  ['81:00.0;82:00.0,rombar=0', { addresses: ['0000:81:00.0', '0000:82:00.0'] }],
  ['pcie=1,mapping=l40s', { mapping: 'l40s', addresses: [] }],
  [
    'mapping=l40s,mdev=nvidia-1155,',
    { mapping: 'l40s', addresses: [], mdev: 'nvidia-1155' },
  ],
  ['0000:E1:00.4,mdev=x', { addresses: ['0000:e1:00.4'], mdev: 'x' }],
  ['pcie=1', undefined],
])('reads %s', (value, expected) => {
  expect(readHostPci(value)).toEqual(expected);
});

it('holds a card that waits for its removal, and one that waits to be added', () => {
  const { pendingRemoval } = cards;
  const now = passedThrough(pendingRemoval['GET config?current=1'] as never);
  const wanted = passedThrough(pendingRemoval['GET config'] as never);
  expect(heldDevices(now, wanted)).toEqual([
    { mapping: 'l40s', addresses: [] },
  ]);
  expect(heldDevices(wanted, now)).toHaveLength(1);
  expect(heldDevices(now, now)).toHaveLength(1);
  const other = passedThrough({ hostpci0: 'mapping=l4' });
  expect(heldDevices(now, other)).toHaveLength(2);
  const two = passedThrough({ hostpci0: 'mapping=l4', hostpci1: 'mapping=l4' });
  expect(heldDevices(other, two)).toHaveLength(2);
});
