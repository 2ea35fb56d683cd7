import { DEFAULT_SEGMENT_RULES, segmentRole } from './segmentRoles';

const nothing = { texts: [], external: false, ofTenant: false };
const role = (hints: Partial<Parameters<typeof segmentRole>[0]>) =>
  segmentRole({ ...nothing, ...hints }, DEFAULT_SEGMENT_RULES);

it.each([
  ['ipmi-r1', 'oob'],
  ['eu1-mgmt', 'mgmt'],
  ['PXE boot', 'mgmt'],
  ['storage2', 'storage'],
  ['vlan 12 (Ceph)', 'storage'],
  ['backups_eu1', 'backup'],
  ['ext-net', 'public'],
  ['apps', 'tenant'],
  ['sandbox', null],
  ['vmbr0', null],
  ['text', null],
  ['10.0.0.0/24', null],
])('tells by the name %p that it is for %p', (text, expected) => {
  expect(role({ texts: [text] })).toBe(expected);
});

it('goes by the name, then by what is written about it, then by what the cloud says', () => {
  const texts = ['net-7', 'Backups of the databases'];
  expect(role({ texts: ['storage', ...texts], external: true })).toBe(
    'storage',
  );
  expect(role({ texts, external: true })).toBe('backup');
  expect(role({ texts: ['net-7', undefined], external: true })).toBe('public');
  expect(role({ texts: ['net-7'], ofTenant: true })).toBe('tenant');
});
