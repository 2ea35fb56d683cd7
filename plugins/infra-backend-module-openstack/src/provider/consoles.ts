import type { ConsoleType } from '../client/compute/actions/types';
import type { ConsoleKind } from '../config/types';

/** Nova's names of what the configuration calls a console. */
export const CONSOLES: Record<ConsoleKind, ConsoleType> = {
  novnc: { protocol: 'vnc', type: 'novnc' },
  spice: { protocol: 'spice', type: 'spice-html5' },
  serial: { protocol: 'serial', type: 'serial' },
};
