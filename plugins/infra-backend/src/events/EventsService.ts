import type {
  EventQuery,
  MachineEventList,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** Tells what happened, as far as the provider's own log goes. It is asked for there and then. */
export interface EventsService {
  /**
   * What happened to a machine, newest first.
   * @throws NotFoundError when there is no such row, or its provider records nothing;
   * ServiceUnavailableError when it can't be asked
   */
  list(
    ref: string,
    query: EventQuery,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<MachineEventList>;
}
