import type { GuestKind } from '../rows';

/** What an option needs: one of these privileges on the guest; `root` is root@pam alone. */
export type Needed = readonly string[] | 'root';

const all = (names: string, ...privileges: string[]) =>
  names.split(' ').map(name => [name, privileges] as const);

/**
 * Options of VMs by the privilege that changing one takes. Source: the tables and `check_vm_modify_config_perm` in
 * `PVE/API2/Qemu.pm` of qemu-server. What is in none of them (`args`, `lock`, `affinity`, `arch`, `hookscript`,
 * `hugepages`, `vmgenid`, …) only root may set.
 */
const VM_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ...all('cores cpu cpulimit cpuunits numa smp sockets vcpus', 'VM.Config.CPU'),
  ...all('memory balloon shares allow-ksm', 'VM.Config.Memory'),
  ...all(
    'acpi audio0 hotplug kvm machine rng0 scsihw smbios1 tablet vga watchdog',
    'VM.Config.HWType',
  ),
  ...all(
    'agent autostart bios description keyboard localtime migrate_downtime migrate_speed name onboot ostype protection reboot startdate startup tags tdf template',
    'VM.Config.Options',
  ),
  ...all('freeze', 'VM.PowerMgmt'),
  ...all('boot bootdisk vmstatestorage', 'VM.Config.Disk'),
  ...all(
    'cicustom cipassword citype ciupgrade ciuser nameserver searchdomain sshkeys',
    'VM.Config.Cloudinit',
    'VM.Config.Network',
  ),
  ...all('cdrom', 'VM.Config.CDROM'),
]);

/** Numbered options of VMs, without their number. */
const NUMBERED_VM_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ...all('numa', 'VM.Config.CPU'),
  ...all('net', 'VM.Config.Network'),
  ...all('ipconfig', 'VM.Config.Cloudinit', 'VM.Config.Network'),
  ...all('unused', 'VM.Config.Disk'),
  ...all('serial usb hostpci', 'VM.Config.HWType'),
]);

/** Options of containers. Source: `check_ct_modify_config_perm` in `PVE/LXC.pm` of pve-container; all others are `VM.Config.Options`. */
const CONTAINER_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ...all('cores cpuunits cpulimit', 'VM.Config.CPU'),
  ...all('rootfs', 'VM.Config.Disk'),
  ...all('memory swap', 'VM.Config.Memory'),
  ...all('nameserver searchdomain hostname', 'VM.Config.Network'),
]);
const NUMBERED_CONTAINER_OPTIONS: ReadonlyMap<string, readonly string[]> =
  new Map([
    ...all('mp unused', 'VM.Config.Disk'),
    ...all('net', 'VM.Config.Network'),
  ]);

/** Privileges for an option that is no drive. */
export function privilegesFor(kind: GuestKind, option: string): Needed {
  const plain = option.replace(/\d+$/, '');
  if (kind === 'lxc') {
    return (
      CONTAINER_OPTIONS.get(option) ??
      NUMBERED_CONTAINER_OPTIONS.get(plain) ?? ['VM.Config.Options']
    );
  }
  const numbered =
    plain === option ? undefined : NUMBERED_VM_OPTIONS.get(plain);
  return VM_OPTIONS.get(option) ?? numbered ?? 'root';
}
