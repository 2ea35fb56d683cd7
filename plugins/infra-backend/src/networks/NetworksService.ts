import type {
  NetworkSegments,
  SegmentQuery,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** Tells what networks are for. */
export interface NetworksService {
  /** @param visibility - which rows the caller may see; all when left out */
  segments(
    query: SegmentQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<NetworkSegments>;
}
