import type {
  DiscoveryState,
  DiscoveryToken,
  DiscoveryTokenList,
  MadeDiscoveryToken,
  NewDiscoveryToken,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** What people do about what monitoring systems are told. */
export interface MonitoringService {
  tokens(caller: Caller): Promise<DiscoveryTokenList>;
  createToken(
    request: NewDiscoveryToken,
    caller: Caller,
  ): Promise<MadeDiscoveryToken>;
  revokeToken(id: string, caller: Caller): Promise<DiscoveryToken>;
  discovery(scope: string, caller: Caller): Promise<DiscoveryState>;
}
