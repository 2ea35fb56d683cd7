import type { ClusterContext } from '../ClusterContext';
import { powerTask } from '../guests/power';
import type { GuestRow, HaResourceRow } from '../rows';
import type { Work } from '../tasks/TaskEngine';

interface Wish {
  sid: string;
  state: 'started' | 'stopped';
}

/** Simulated milliseconds until the manager acts on a wish. */
const ROUND_MS = 8000;

export function guestOfSid(
  ctx: ClusterContext,
  sid: string,
): GuestRow | undefined {
  const row = ctx.tables.guests.get(sid.split(':')[1]);
  const kind = sid.startsWith('ct:') ? 'lxc' : 'qemu';
  return row?.kind === kind ? row : undefined;
}

/**
 * Does what HA resources ask for, some time later: a start request of a managed
 * guest only writes the wish down.
 */
export class HaManager {
  constructor(private readonly ctx: ClusterContext) {}

  wishWork(): Work<Wish> {
    return {
      run: ({ sid, state }) => {
        const row = this.ctx.tables.haResources.get(sid);
        if (row) {
          row.state = state;
          this.plan(row);
        }
      },
    };
  }

  /** Looks at a resource after one round of the manager. */
  plan(row: HaResourceRow): void {
    const { clock } = this.ctx;
    clock.at(clock.now() + clock.scaled(ROUND_MS), () => this.#act(row.id));
  }

  resume(): void {
    this.ctx.tables.haResources.all().forEach(row => this.plan(row));
  }

  #act(sid: string) {
    const row = this.ctx.tables.haResources.get(sid);
    const guest = guestOfSid(this.ctx, sid);
    if (!row || !guest) {
      return;
    }
    const wanted = row.state === 'started' || row.state === 'enabled';
    const { lock } = guest.config;
    if (lock !== undefined && !(wanted && lock === 'suspended')) {
      return;
    }
    if (wanted && !guest.run) {
      powerTask(this.ctx, guest, 'start', 'root@pam');
    } else if (row.state === 'stopped' && guest.run) {
      powerTask(this.ctx, guest, 'shutdown', 'root@pam');
    }
  }
}
