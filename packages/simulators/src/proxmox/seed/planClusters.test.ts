import { seedEstate } from '../../estate/seedEstate';
import type { Machine } from '../../estate/model';
import { planClusters } from './planClusters';

const [machine] = seedEstate({
  seed: 7,
  machines: 1,
  instances: 0,
  site: 'eu1',
}).machines;

function nodes(count: number): Machine[] {
  return Array.from({ length: count }, (_, i) => ({
    ...machine,
    platform: 'proxmox' as const,
    hostname: `n${i}`,
  }));
}

function shape(count: number) {
  return planClusters(nodes(count)).map(
    ({ name, release, machines }) => `${name} ${release} ${machines.length}`,
  );
}

describe('planClusters', () => {
  it.each([
    [0, []],
    [1, ['pve-eu1 9.2 1']],
    [2, ['pve-eu1 9.2 1', 'pve-eu2 8.4 1']],
    [4, ['pve-eu1 9.2 3', 'pve-eu2 8.4 1']],
    [40, ['pve-eu1 9.2 30', 'pve-eu2 8.4 10']],
    [
      100,
      ['pve-eu1 9.2 25', 'pve-eu2 8.4 25', 'pve-eu3 9.2 25', 'pve-eu4 9.2 25'],
    ],
  ])('makes of %d nodes %j', (count, expected) => {
    expect(shape(count)).toEqual(expected);
  });

  it('leaves machines of other platforms alone', () => {
    const metal = { ...machine, platform: 'metal' as const };
    expect(planClusters([metal])).toEqual([]);
  });
});
