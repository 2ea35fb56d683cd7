import {
  AuditChainCheck,
  type AuditCheckpoint,
  type AuditProblem,
  type AuditVerification,
} from '@ironstage/plugin-infra-common';
import { projectOf, sha256, toHashed, type AuditRow } from '../audit/auditRow';
import type { Checkpoints } from './Checkpoints';
import type { KnexTrail } from './KnexTrail';

/** Where it can be looked up says what the entry itself says. */
function misfiled({ seq, data, project }: AuditRow): AuditProblem | null {
  if (projectOf(data) === project) {
    return null;
  }
  const message = `Entry ${seq} was changed: it is filed under another project than the one it is about.`;
  return { seq: Number(seq), kind: 'changed', message };
}

/** Follows the chain in the database, one page after the other; it is never in memory as a whole. */
export class ChainVerifier {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly trail: KnexTrail,
    private readonly checkpoints: Checkpoints,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * One at a time, however many ask.
   * @param brought - checkpoints from outside, with signatures that were checked
   */
  async verify(brought: AuditCheckpoint[] = []): Promise<AuditVerification> {
    const turn = this.queue.then(() => this.follow(brought));
    this.queue = turn.catch(() => {});
    return turn;
  }

  private async follow(brought: AuditCheckpoint[]): Promise<AuditVerification> {
    const at = this.now().toISOString();
    // before the end of the chain is looked up: it is not shorter than any of them
    const own = await this.checkpoints.all();
    const check = new AuditChainCheck(sha256, [...own, ...brought]);
    const problem =
      (await this.checkpoints.forged(own)) ?? (await this.firstProblem(check));
    return {
      intact: problem === null,
      at,
      entries: check.entries,
      problem,
      checkpoints: { own: own.length, brought: brought.length },
    };
  }

  private async firstProblem(
    check: AuditChainCheck,
  ): Promise<AuditProblem | null> {
    for await (const rows of this.trail.rows()) {
      for (const row of rows) {
        const problem = check.next(toHashed(row)) ?? misfiled(row);
        if (problem) {
          return problem;
        }
      }
    }
    return check.end();
  }
}
