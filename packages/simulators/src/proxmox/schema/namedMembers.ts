import type { Members } from './propertyString';

const text = { type: 'string', optional: 1 } as const;
const flag = { type: 'boolean', optional: 1 } as const;

/**
 * Property strings that the published schema only names. Members as the
 * documentation of qm.conf lists them.
 */
export const namedMembers: Record<string, Members> = {
  'pve-qm-ipconfig': {
    ip: { ...text, format: 'pve-ipv4-config' },
    gw: { ...text, format: 'ipv4', requires: 'ip' },
    ip6: { ...text, format: 'pve-ipv6-config' },
    gw6: { ...text, format: 'ipv6', requires: 'ip6' },
  },
  'pve-qm-cicustom': {
    meta: { ...text, format: 'pve-volume-id' },
    network: { ...text, format: 'pve-volume-id' },
    user: { ...text, format: 'pve-volume-id' },
    vendor: { ...text, format: 'pve-volume-id' },
  },
  'pve-qm-hostpci': {
    host: { ...text, default_key: 1 },
    mapping: { ...text, format: 'pve-configid' },
    'device-id': text,
    'legacy-igd': flag,
    mdev: text,
    pcie: flag,
    rombar: flag,
    romfile: text,
    'sub-device-id': text,
    'sub-vendor-id': text,
    'vendor-id': text,
    'x-vga': flag,
    driver: { ...text, enum: ['vfio', 'keep'] },
  },
  'pve-qm-smbios1': Object.fromEntries([
    ['base64', flag],
    [
      'uuid',
      {
        ...text,
        pattern: '[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}',
      },
    ],
    ...['family', 'manufacturer', 'product', 'serial', 'sku', 'version'].map(
      name => [name, text],
    ),
  ]),
  'pve-qm-watchdog': {
    model: { ...text, default_key: 1, enum: ['i6300esb', 'ib700'] },
    action: {
      ...text,
      enum: ['reset', 'shutdown', 'poweroff', 'pause', 'debug', 'none'],
    },
  },
};
