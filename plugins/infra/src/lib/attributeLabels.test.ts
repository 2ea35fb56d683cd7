import { attributeLabel, byReadingOrder, wordFor } from './attributeLabels';

describe('attributeLabels', () => {
  it.each([
    ['cpuModel', 'CPU model'],
    ['systemUuid', 'System UUID'],
    ['macs', 'MAC addresses'],
    ['bmcAddress', 'Management address'],
    ['os', 'Operating system'],
    ['usedPercent', 'Used'],
    ['gpuModel', 'GPU model'],
    ['memoryBytes', 'Memory'],
    ['defaultUser', 'Default user'],
    ['uplinkVlans', 'Uplink vlans'],
  ])('calls %s %s', (name, label) => {
    expect(attributeLabel(name)).toBe(label);
  });

  it('writes short names in capitals', () => {
    expect(wordFor('ipmi')).toBe('IPMI');
    expect(wordFor('fqdn')).toBe('FQDN');
    expect(wordFor('vnet')).toBe('VNet');
    expect(wordFor('subnet')).toBe('Subnet');
  });

  it('puts well-known names first and unknown ones in the order of the alphabet', () => {
    expect(
      ['zeta', 'macs', 'alpha', 'os', 'fault'].sort(byReadingOrder),
    ).toEqual(['fault', 'os', 'macs', 'alpha', 'zeta']);
  });
});
