import type { MachineGrouping } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** Bare metal, counted by something. */
export function useMachineCapacity(by: MachineGrouping) {
  const client = useInfraClient();
  const result = useQuery(
    `machines ${by}`,
    signal => client.getMachineCapacity({ by }, { signal }),
    { pollMs: () => POLL_MS },
  );
  useOperationSignal(result.refresh);
  return result;
}
