import type {
  AuditChainEntry,
  AuditCheckpoint,
  AuditCheckpointList,
  AuditFilters,
  AuditPage,
  AuditQuery,
  AuditVerification,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** Shows and verifies the audit chain. Nothing of it can be changed. */
export interface TrailService {
  /** The newest first; all that was audited before it was asked for. */
  list(query: AuditQuery, caller: Caller): Promise<AuditPage>;
  /** All entries that match, the oldest first, page by page, each read when it is asked for. Audited. */
  export(
    filters: AuditFilters,
    caller: Caller,
  ): Promise<AsyncIterable<AuditChainEntry[]>>;
  checkpoints(caller: Caller): Promise<AuditCheckpointList>;
  /**
   * Follows the whole chain, also against checkpoints that were kept elsewhere. Audited.
   * @throws InputError when one that was brought along is not signed with this portal's key
   */
  verify(
    brought: AuditCheckpoint[],
    caller: Caller,
  ): Promise<AuditVerification>;
}
