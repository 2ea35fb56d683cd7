import type {
  EventQuery,
  MachineEventList,
  ProviderHealth,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../rest/Caller';

/** Tells what is not kept in the inventory: it is asked for at the provider there and then. */
export interface LiveService {
  /**
   * How the control plane of a provider is doing.
   * @throws NotFoundError when there is no such provider, or it can't tell;
   * ServiceUnavailableError when it can't be asked
   */
  health(provider: string, caller: Caller): Promise<ProviderHealth>;

  /**
   * What happened to a machine, newest first.
   * @throws NotFoundError when there is no such row, or its provider records nothing;
   * ServiceUnavailableError when it can't be asked
   */
  events(
    ref: string,
    query: EventQuery,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<MachineEventList>;
}
