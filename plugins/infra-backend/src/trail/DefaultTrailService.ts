import { InputError } from '@backstage/errors';
import type {
  AuditCheckpoint,
  AuditFilters,
  AuditQuery,
  AuditVerification,
} from '@ironstage/plugin-infra-common';
import type { AuditLog } from '../audit/AuditLog';
import type { AuditSealer } from '../audit/AuditSealer';
import type { Caller } from '../http/Caller';
import type { ChainVerifier } from './ChainVerifier';
import type { CheckpointKey } from './CheckpointKey';
import type { Checkpoints } from './Checkpoints';
import type { KnexTrail } from './KnexTrail';
import type { TrailService } from './TrailService';

/** Does the work of {@link TrailService}, without asking whether the caller may. */
export class DefaultTrailService implements TrailService {
  constructor(
    private readonly services: {
      trail: KnexTrail;
      sealer: AuditSealer;
      checkpoints: Checkpoints;
      verifier: ChainVerifier;
      key: CheckpointKey | null;
      audit: AuditLog;
    },
  ) {}

  async list(query: AuditQuery) {
    await this.services.sealer.seal();
    return this.services.trail.list(query);
  }

  async export(filters: AuditFilters, caller: Caller) {
    // before the first entry leaves, since nobody knows how many will; it is one of them
    await this.record('audit-export', 'succeeded', filters, caller);
    await this.services.sealer.seal();
    return this.services.trail.pages(filters);
  }

  async checkpoints() {
    const { sealer, checkpoints, key } = this.services;
    await sealer.seal();
    return {
      now: await checkpoints.current(),
      items: await checkpoints.newest(100),
      publicKey: key?.publicPem ?? null,
    };
  }

  async verify(
    brought: AuditCheckpoint[],
    caller: Caller,
  ): Promise<AuditVerification> {
    const { sealer, verifier } = this.services;
    brought.forEach(one => this.demandSigned(one));
    await sealer.seal();
    const found = await verifier.verify(brought);
    const { intact, entries, problem } = found;
    await this.record(
      'audit-verify',
      intact ? 'succeeded' : 'failed',
      { entries, problem, brought: brought.length },
      caller,
    );
    return found;
  }

  /** A portal with a key takes its own word only; without one, who brings a checkpoint has to know where he has it from. */
  private demandSigned(checkpoint: AuditCheckpoint) {
    const { key } = this.services;
    if (key && !key.signed(checkpoint)) {
      throw new InputError(
        `The checkpoint of entry ${checkpoint.seq}, ${checkpoint.at}, is not signed with the key of this portal (${key.id}). If the key was changed since, verify an export against it with the old one: ironstage audit verify --file.`,
      );
    }
  }

  private record(
    action: string,
    outcome: 'succeeded' | 'failed',
    data: Record<string, unknown>,
    { ref, door }: Caller,
  ) {
    return this.services.audit.append({
      ...{ actor: ref, door, action, target: 'audit', outcome, data },
    });
  }
}
