import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type { Hardware, MachineRow } from '../../inventory/HardwareRows';
import { machineRole, type MachineRoleRule } from '../machineRole';
import { standingOf } from '../machineSums';
import { unitOf, type Amounts, type Sample, type SeriesKey } from './Sample';

const NOTHING: Amounts = {
  total: 0,
  deliverable: 0,
  granted: 0,
  allocated: 0,
  used: null,
};

/** Adds amounts up by series. */
class Sums {
  private readonly samples = new Map<string, Sample>();

  add(key: SeriesKey, amounts: Partial<Amounts>): void {
    const id = JSON.stringify([
      key.class,
      key.provider,
      key.site,
      key.zone,
      key.role,
    ]);
    const sample = this.samples.get(id) ?? { ...key, ...NOTHING };
    sample.total += amounts.total ?? 0;
    sample.deliverable += amounts.deliverable ?? 0;
    sample.granted += amounts.granted ?? 0;
    sample.allocated += amounts.allocated ?? 0;
    if (amounts.used !== undefined && amounts.used !== null) {
      sample.used = (sample.used ?? 0) + amounts.used;
    }
    this.samples.set(id, sample);
  }

  whole(): Sample[] {
    return [...this.samples.values()].map(sample => {
      const unit = unitOf(sample.class);
      const whole = (amount: number) => Math.round(amount / unit);
      return {
        ...sample,
        total: whole(sample.total),
        deliverable: whole(sample.deliverable),
        granted: whole(sample.granted),
        allocated: whole(sample.allocated),
        used: sample.used === null ? null : whole(sample.used),
      };
    });
  }
}

/** Every class of a vector with its amount: GPU models one by one, instances left out. */
function classes(vector: ResourceVector): Array<[string, number]> {
  const { vcpus, memoryBytes, storageBytes, gpus } = vector;
  return [
    ...Object.entries({ vcpus, memoryBytes, storageBytes }),
    ...Object.entries(gpus).map(([model, count]): [string, number] => [
      `gpus.${model}`,
      count,
    ]),
  ];
}

function machineAmounts({ status }: MachineRow): Amounts {
  const standing = standingOf(status);
  const isHeld = ['reserved', 'deployed', 'transition'].includes(standing);
  return {
    total: 1,
    deliverable: isHeld || standing === 'ready' ? 1 : 0,
    granted: 0,
    allocated: isHeld ? 1 : 0,
    used: standing === 'deployed' ? 1 : 0,
  };
}

/**
 * What the estate is like now, by series. Quotas are of a provider as a whole, whatever its zones.
 *
 * @param parts - `providers`: those that have been read once; of others nothing is known, which is not the same as none
 */
export function takeSamples(parts: {
  hardware: Hardware;
  grants: Array<{ provider: string; quota: ResourceVector }>;
  providers: Map<string, { site: string }>;
  machineRoles: MachineRoleRule[];
}): Sample[] {
  const { hardware, grants, providers, machineRoles } = parts;
  const sums = new Sums();
  for (const { provider, site, zone, capacity } of hardware.hosts) {
    if (providers.has(provider)) {
      const place = { provider, site: site ?? '', zone: zone ?? '', role: '' };
      for (const part of ['total', 'deliverable', 'allocated'] as const) {
        for (const [name, amount] of classes(capacity[part])) {
          sums.add({ ...place, class: name }, { [part]: amount });
        }
      }
    }
  }
  for (const { provider, quota } of grants) {
    const known = providers.get(provider);
    if (known) {
      const place = { provider, site: known.site, zone: '', role: '' };
      for (const [name, granted] of classes(quota)) {
        sums.add({ ...place, class: name }, { granted });
      }
    }
  }
  for (const machine of hardware.machines) {
    const { provider, site, zone } = machine;
    if (providers.has(provider)) {
      sums.add(
        {
          class: 'machines',
          provider,
          site: site ?? '',
          zone: zone ?? '',
          role: machineRole(machine, machineRoles) ?? '',
        },
        machineAmounts(machine),
      );
    }
  }
  return sums
    .whole()
    .filter(
      ({ total, deliverable, granted, allocated }) =>
        total + deliverable + granted + allocated > 0,
    );
}
