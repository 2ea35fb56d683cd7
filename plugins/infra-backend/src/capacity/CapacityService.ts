import type { Capacity } from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** Tells what the estate has to give. */
export interface CapacityService {
  /** @param withHosts - host by host as well */
  overview(caller: Caller, withHosts?: boolean): Promise<Capacity>;
}
