import { addressesOf, describeAttribute, powerOf, vlanOf } from './attributes';

describe('attributes', () => {
  it('writes lists, flags and objects as text', () => {
    expect(describeAttribute(['a', null, 2])).toBe('a, 2');
    expect(describeAttribute(false)).toBe('No');
    expect(describeAttribute({ cpuModel: 'EPYC', cores: 8, up: true })).toBe(
      'CPU model: EPYC; Cores: 8; Up: Yes',
    );
  });

  it.each([
    ['sizeBytes', 515396075520, '480 GiB'],
    ['usedPercent', 21, '21 %'],
    ['speedMbps', 25000, '25 Gb/s'],
    ['mtu', 9000, '9000'],
    ['bootedAt', '2026-11-03T14:05:00', '3 Nov 2026, 14:05'],
    ['serial', '2026-11-03', '2026-11-03'],
    ['powerType', 'ipmi', 'IPMI'],
    ['type', 'vnet', 'VNet'],
    ['type', 'cephfs', 'cephfs'],
    ['os', 'ubuntu/noble', 'Ubuntu noble'],
    ['os', 'custom/rocky9', 'Rocky9'],
    ['os', 'Debian 12', 'Debian 12'],
  ])('writes %s of %s as %s', (name, value, text) => {
    expect(describeAttribute(value, name)).toBe(text);
  });

  it('never writes an object of an unknown shape as JSON', () => {
    expect(
      describeAttribute([
        { slot: 1, sizeBytes: 1073741824, note: null },
        { slot: 2, sizeBytes: 2147483648, ports: ['a', 'b'] },
      ]),
    ).toBe('Slot: 1; Size: 1 GiB · Slot: 2; Size: 2 GiB; Ports: a, b');
  });

  it('takes addresses as texts or as objects', () => {
    expect(
      addressesOf({ addresses: ['10.0.0.4', { address: 'fd00::4' }] }),
    ).toBe('10.0.0.4, fd00::4');
    expect(addressesOf({})).toBe('');
  });

  it('tells the power of a machine by what is known of it', () => {
    expect(powerOf({ powerState: 'on', powerType: 'redfish' })).toBe(
      'On (Redfish)',
    );
    expect(powerOf({ powerState: 'off' })).toBe('Off');
    expect(powerOf({})).toBe('');
  });

  it('tells the VLAN of a network with its fabric, also the untagged one', () => {
    expect(vlanOf({ vlan: 0, fabric: 'fabric-0' })).toBe('0 · fabric-0');
    expect(vlanOf({ vlan: 120 })).toBe('120');
    expect(vlanOf({})).toBe('');
  });
});
