import type { GuestKind } from '../rows';

/** How the two kinds of guests differ in names and texts. */
export interface KindFacts {
  readonly kind: GuestKind;
  /** Folder of the configuration below `nodes/<node>/`. */
  readonly folder: string;
  /** `VM is locked`, `CT is locked`. */
  readonly label: 'VM' | 'CT';
  /** Of task types: `qmstart`, `vzstart`. */
  readonly prefix: 'qm' | 'vz';
  readonly nameKey: 'name' | 'hostname';
  readonly lockFolder: string;
}

export const kinds: Readonly<Record<GuestKind, KindFacts>> = {
  qemu: {
    kind: 'qemu',
    folder: 'qemu-server',
    label: 'VM',
    prefix: 'qm',
    nameKey: 'name',
    lockFolder: '/var/lock/qemu-server/lock-',
  },
  lxc: {
    kind: 'lxc',
    folder: 'lxc',
    label: 'CT',
    prefix: 'vz',
    nameKey: 'hostname',
    lockFolder: '/run/lock/lxc/pve-config-',
  },
};
