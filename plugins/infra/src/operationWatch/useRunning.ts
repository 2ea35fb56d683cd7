import type { Operation } from '@ironstage/plugin-infra-common';
import { useSyncExternalStore } from 'react';
import { useInfraClient } from '../hooks';
import { watchOf } from './OperationWatch';

/** What the reader asked for and still runs on a resource. */
export function useRunning(ref: string): Operation | undefined {
  const watch = watchOf(useInfraClient());
  return useSyncExternalStore(watch.subscribe, watch.running).get(ref);
}
