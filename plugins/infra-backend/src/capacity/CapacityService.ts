import type {
  Capacity,
  CapacityFitList,
  CapacityFitQuery,
  CapacityForecastList,
  CapacityForecastQuery,
  CapacityHistory,
  CapacityHistoryQuery,
  HostPage,
  HostQuery,
  MachineCapacity,
  MachineCapacityQuery,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** Tells what the estate has to give. */
export interface CapacityService {
  /** @param withHosts - how many hosts there are as well */
  overview(caller: Caller, withHosts?: boolean): Promise<Capacity>;

  /** Host by host. */
  hosts(query: HostQuery, caller: Caller): Promise<HostPage>;

  /**
   * Bare metal by what it is for and where it stands.
   *
   * @param withNames - of machines that nobody has given a role
   */
  machines(
    query: MachineCapacityQuery,
    caller: Caller,
    withNames?: boolean,
  ): Promise<MachineCapacity>;

  /** What there was to give and what was given, over time. */
  history(
    query: CapacityHistoryQuery,
    caller: Caller,
  ): Promise<CapacityHistory>;

  /** When it runs out. */
  forecast(
    query: CapacityForecastQuery,
    caller: Caller,
  ): Promise<CapacityForecastList>;

  /**
   * How many more of a flavor there is room for.
   *
   * @param withHosts - and on which hosts
   */
  fit(
    query: CapacityFitQuery,
    caller: Caller,
    withHosts?: boolean,
  ): Promise<CapacityFitList>;
}
