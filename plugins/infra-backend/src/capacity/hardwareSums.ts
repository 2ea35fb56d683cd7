import type { CapacityFigures } from '@ironstage/plugin-infra-common';
import type { Hardware } from '../inventory/HardwareRows';
import type { HostRow } from '../inventory/InventoryStore';
import { figuresOf } from './figures';

/** What hosts come to, all of them and by provider. */
export interface HardwareSums {
  overall: CapacityFigures;
  byProvider: Map<string, CapacityFigures>;
  hosts: { total: number; up: number };
}

const made = new WeakMap<Hardware, HardwareSums>();

/** Adds all hosts up, once for each state of the hardware: it is asked for more often than it changes. */
export function hardwareSums(hardware: Hardware): HardwareSums {
  const known = made.get(hardware) ?? add(hardware.hosts);
  made.set(hardware, known);
  return known;
}

function add(hosts: HostRow[]): HardwareSums {
  const lists = new Map<string, HostRow[]>();
  for (const host of hosts) {
    const list = lists.get(host.provider);
    if (list) {
      list.push(host);
    } else {
      lists.set(host.provider, [host]);
    }
  }
  return {
    overall: figuresOf(hosts),
    byProvider: new Map(
      [...lists].map(([provider, own]) => [provider, figuresOf(own)]),
    ),
    hosts: {
      total: hosts.length,
      up: hosts.filter(({ status }) => status === 'up').length,
    },
  };
}
