import { flag, type ApiCall, type Handlers } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestKind } from '../rows';
import { VolumeStore } from '../storage/VolumeStore';
import type { Work } from '../tasks/TaskEngine';
import { displayName } from './config';
import { guestOf } from './configHandlers';
import { kinds } from './kinds';
import { demandUnlocked, rootOnly } from './lookups';
import { removeGuest } from './newGuest';

interface DestroyInput {
  vmid: number;
  purge: boolean;
}

function haId(kind: GuestKind, vmid: number): string {
  return `${kind === 'qemu' ? 'vm' : 'ct'}:${vmid}`;
}

function destroy(call: ApiCall, kind: GuestKind): string {
  const { ctx } = call;
  const { label, prefix } = kinds[kind];
  rootOnly(call.principal.authid, call.param, ['skiplock']);
  const row = guestOf(call, kind);
  const purge = flag(call, 'purge') ?? false;
  if (Number(row.config.protection ?? 0) === 1) {
    throw failure(
      `can't remove ${label} ${row.vmid} - protection mode enabled`,
    );
  }
  if (!purge && ctx.tables.haResources.get(haId(kind, row.vmid))) {
    throw failure(
      `unable to remove ${label} ${row.vmid} - used in HA resources and purge parameter not set.`,
    );
  }
  const force = kind === 'lxc' && flag(call, 'force');
  if (row.run && !force) {
    throw failure(
      kind === 'qemu'
        ? `VM ${row.vmid} is running - destroy failed`
        : `unable to destroy CT ${row.vmid} - container is running`,
    );
  }
  const input: DestroyInput = { vmid: row.vmid, purge };
  return ctx.tasks.start({
    node: row.node,
    type: `${prefix}destroy`,
    subject: String(row.vmid),
    principal: call.principal,
    takesMs: row.config.lock === undefined ? 1500 : 100,
    label: displayName(row),
    work: { name: 'destroy', input },
  });
}

export function destroyWork(ctx: ClusterContext): Work<DestroyInput> {
  return {
    run({ vmid, purge }) {
      const row = ctx.tables.guests.get(String(vmid));
      if (!row) {
        throw failure(`unable to find configuration file for ${vmid}`);
      }
      demandUnlocked(row);
      if (row.run && row.kind === 'qemu') {
        throw failure(`VM ${vmid} is running - destroy failed`);
      }
      const volumes = new VolumeStore(ctx.tables);
      ctx.tables.volumes
        .by('guest', String(vmid))
        .forEach(volume => volumes.demandFree(volume));
      const { label } = kinds[row.kind];
      removeGuest(ctx, vmid);
      if (!purge) {
        return {};
      }
      ctx.tables.haResources.delete(haId(row.kind, vmid));
      return {
        lines: [`purging ${label} ${vmid} from related configurations..`],
      };
    },
  };
}

export const destroyHandlers: Handlers = {
  'DELETE /nodes/{node}/qemu/{vmid}': call => destroy(call, 'qemu'),
  'DELETE /nodes/{node}/lxc/{vmid}': call => destroy(call, 'lxc'),
};
