import { GiB } from '@ironstage/plugin-infra-common';
import legacyBoot from '../../__fixtures__/cases/pve-legacy-boot.json';
import { bootDisk, diskSize } from './disks';

const disk = (name: string) => `local:vm-1-${name},size=1G`;

it('boots an old VM from its bootdisk, not from the first disk by name', () => {
  expect(bootDisk(legacyBoot.data as never)).toBe('virtio0');
  expect(diskSize(legacyBoot.data as never, 'virtio0')).toBe(10 * GiB);
});

it.each([
  [
    'a disk of the order before a later one',
    { boot: 'order=net0;ide2;scsi1;scsi0', scsi0: disk('a'), scsi1: disk('b') },
    'scsi1',
  ],
  [
    'numbers as numbers',
    { virtio10: disk('a'), virtio2: disk('b') },
    'virtio2',
  ],
  [
    'the order of buses that Proxmox VE has',
    { sata0: disk('a'), virtio0: disk('b'), scsi3: disk('c') },
    'scsi3',
  ],
  [
    'bootdisk without boot',
    { bootdisk: 'scsi1', scsi0: disk('a'), scsi1: disk('b') },
    'scsi1',
  ],
  [
    'the property form of the letters',
    {
      boot: 'legacy=cdn',
      bootdisk: 'sata0',
      ide0: disk('a'),
      sata0: disk('b'),
    },
    'sata0',
  ],
  [
    'another disk when bootdisk is gone',
    { boot: 'c', bootdisk: 'scsi0', virtio0: disk('a') },
    'virtio0',
  ],
  [
    'no CD, cloud-init image, EFI, TPM or unused disk',
    {
      boot: 'order=ide2;ide0',
      ide0: 'local:vm-1-cloudinit,size=4M',
      ide2: 'local:iso/x.iso,media=cdrom',
      efidisk0: disk('efi'),
      tpmstate0: disk('tpm'),
      unused0: 'local:vm-1-old',
      sata1: 'none,media=cdrom',
      scsi9: disk('system'),
    },
    'scsi9',
  ],
])('takes %s', (_, config, expected) => {
  expect(bootDisk(config)).toBe(expected);
});

it('knows of no disk where there is none', () => {
  expect(bootDisk({ ide2: 'none,media=cdrom' })).toBeUndefined();
});
