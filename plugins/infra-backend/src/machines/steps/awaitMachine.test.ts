import { ConfigReader } from '@backstage/config';
import { readInfraConfig } from '../../config/readInfraConfig';
import type { InventoryStore } from '../../inventory/InventoryStore';
import { awaitMachine } from './awaitMachine';
import { releaseWork } from './deployWork';
import type { ErasePlan } from './MachineWork';

const HOUR_MS = 3600_000;
const plan = { ref: 'machine:m/1', name: 'm-1', externalId: '1' };

function timeoutOf(erase: ErasePlan['erase'], machineMinutes?: number) {
  const config = readInfraConfig(
    new ConfigReader({
      infra: { operations: machineMinutes ? { machineMinutes } : {} },
    }),
  );
  const step = awaitMachine({ name: 'wait', title: 'Wait' }, releaseWork, {
    config,
    inventory: {} as InventoryStore,
  });
  return step.timeoutMs?.({ ...plan, erase });
}

describe('waiting for a machine', () => {
  it('may take two hours, or what the configuration says', () => {
    expect(timeoutOf('quick')).toBe(2 * HOUR_MS);
    expect(timeoutOf('quick', 30)).toBe(HOUR_MS / 2);
  });

  it('may take days while all of its disks are erased', () => {
    expect(timeoutOf('full')).toBe(72 * HOUR_MS);
    expect(timeoutOf('full', 100 * 60)).toBe(100 * HOUR_MS);
  });
});
