import type { HardwareRows } from '../../inventory/HardwareRows';
import type { SyncStateStore } from '../../inventory/SyncStateStore';
import type { ProjectStore } from '../../projects/ProjectStore';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import type { MachineRoleRule } from '../machineRole';
import type { KnexSampleStore } from './KnexSampleStore';
import type { Reconstruction } from './Reconstruction';
import { floorTo, RAW } from './steps';
import { takeSamples } from './takeSamples';

const SAMPLED = 'sampled';

/** Takes a sample of the estate every five minutes, and keeps the table small. */
export class HistoryKeeper {
  constructor(
    private readonly services: {
      hardware: Pick<HardwareRows, 'all'>;
      states: Pick<SyncStateStore, 'list'>;
      projects: Pick<ProjectStore, 'grants'>;
      registry: ProviderRegistry;
      samples: KnexSampleStore;
      machineRoles: MachineRoleRule[];
      /** undefined unless the past is to be worked out */
      reconstruction: Reconstruction | undefined;
      now?: () => number;
    },
  ) {}

  /** Run it as often as you like: of each five minutes there is one sample. */
  async run(signal?: AbortSignal): Promise<void> {
    const { samples, reconstruction, now = Date.now } = this.services;
    const at = Math.floor(now() / 1000);
    const slot = floorTo(RAW, at);
    if (((await samples.marks.get(SAMPLED)) ?? 0) < slot) {
      const { taken, isWhole } = await this.take();
      const known = await samples.series.providers();
      await samples.add(slot, taken);
      await reconstruction?.run(
        slot,
        taken.filter(({ provider }) => !known.has(provider)),
        signal,
      );
      // whoever has not been read yet comes in as soon as it has
      if (isWhole) {
        await samples.marks.set(SAMPLED, slot);
      }
    }
    await samples.settling.run(at, signal);
  }

  private async take() {
    const { hardware, states, projects, registry, machineRoles } =
      this.services;
    const read = new Set(
      (await states.list())
        .filter(({ lastSuccessAt }) => lastSuccessAt !== null)
        .map(({ provider }) => provider),
    );
    const providers = registry.list().filter(({ id }) => read.has(id));
    const taken = takeSamples({
      hardware: await hardware.all(),
      grants: await projects.grants(),
      providers: new Map(providers.map(({ id, site }) => [id, { site }])),
      machineRoles,
    });
    return { taken, isWhole: providers.length === registry.list().length };
  }
}
