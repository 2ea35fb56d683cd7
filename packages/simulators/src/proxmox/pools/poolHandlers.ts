import {
  flag,
  list,
  need,
  text,
  type ApiCall,
  type Handlers,
} from '../api/types';
import { demandModify } from '../access/checkPermissions';
import { failure, PveError } from '../errors';
import { joinPool, leavePool, poolOf } from '../guests/pools';
import { resourceRow } from '../guests/views';
import { storageRows } from '../cluster/resourceRows';
import type { PoolRow } from '../rows';

function poolNamed(call: ApiCall, id: string): PoolRow {
  const row = call.ctx.tables.pools.get(id);
  if (!row) {
    throw failure(`pool '${id}' does not exist`);
  }
  return row;
}

function head(row: PoolRow) {
  return {
    poolid: row.id,
    ...(row.comment === undefined ? {} : { comment: row.comment }),
  };
}

/** Members as in the cluster's list, though without pool and tags. */
function members(call: ApiCall, row: PoolRow) {
  const { ctx } = call;
  const type = text(call, 'type');
  const guests = ctx.tables.members
    .by('pool', row.id)
    .map(member => ctx.tables.guests.get(member.id))
    .filter(guest => guest !== undefined)
    .map(guest => {
      const { tags: _tags, ...rest } = resourceRow(ctx, guest);
      return rest;
    });
  const storages = storageRows(ctx).filter(storage =>
    row.storages.includes(String(storage.storage)),
  );
  return [...guests, ...storages].filter(
    member => type === undefined || member.type === type,
  );
}

function mayAudit(call: ApiCall, id: string): boolean {
  const { ctx, principal } = call;
  return ctx.access.hasAny(principal.authid, `/pool/${id}`, [
    'Pool.Audit',
    'Pool.Allocate',
  ]);
}

/** With `poolid` members are shown to anybody: a leak of the original, kept. */
function listPools(call: ApiCall) {
  const id = text(call, 'poolid');
  if (id !== undefined) {
    const row = poolNamed(call, id);
    return [{ ...head(row), members: members(call, row) }];
  }
  return call.ctx.tables.pools
    .all()
    .filter(row => mayAudit(call, row.id))
    .map(head);
}

/** Texts of changes carry what was tried in front. */
function trying<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PveError && error.status === 500) {
      throw failure(
        `${what} pool${what === 'update' ? 's' : ''} failed: ${error.message}`,
      );
    }
    throw error;
  }
}

function createPool(call: ApiCall): void {
  const { pools } = call.ctx.tables;
  const id = need(call, 'poolid');
  trying('create', () => {
    if (!/^[A-Za-z]/.test(id)) {
      throw failure('pool name must start with a letter');
    }
    if (pools.get(id)) {
      throw failure(`pool '${id}' already exists`);
    }
    const parent = id.split('/').slice(0, -1).join('/');
    if (parent !== '' && !pools.get(parent)) {
      throw failure(`parent '${parent}' of pool '${id}' does not exist`);
    }
    pools.insert({ id, comment: text(call, 'comment'), storages: [] });
  });
}

function addGuest(call: ApiCall, pool: PoolRow, vmid: number) {
  const { ctx, principal } = call;
  demandModify(ctx.access, principal, `/vms/${vmid}`);
  const current = poolOf(ctx.tables, vmid);
  if (current === pool.id) {
    throw failure(`VM ${vmid} is already a pool member`);
  }
  if (current !== undefined && !flag(call, 'allow-move')) {
    throw failure(
      `VM ${vmid} belongs already to pool '${current}' and 'allow-move' is not set`,
    );
  }
  if (current !== undefined) {
    ctx.access.demand(principal.authid, `/pool/${current}`, 'Pool.Allocate');
  }
  joinPool(ctx.tables, vmid, pool.id);
}

function removeMember(call: ApiCall, pool: PoolRow, vmid: number) {
  const { tables } = call.ctx;
  if (poolOf(tables, vmid) !== pool.id) {
    throw failure(`VM ${vmid} is not a pool member`);
  }
  leavePool(tables, vmid);
}

function changeStorages(call: ApiCall, pool: PoolRow, remove: boolean) {
  for (const storage of list(call, 'storage')) {
    const isMember = pool.storages.includes(storage);
    demandModify(call.ctx.access, call.principal, `/storage/${storage}`);
    if (isMember !== remove) {
      throw failure(
        `Storage '${storage}' is ${remove ? 'not' : 'already'} a pool member`,
      );
    }
    pool.storages = remove
      ? pool.storages.filter(name => name !== storage)
      : [...pool.storages, storage];
  }
}

function updatePool(call: ApiCall): void {
  const pool = trying('update', () => poolNamed(call, need(call, 'poolid')));
  const remove = flag(call, 'delete') ?? false;
  trying('update', () => {
    for (const vmid of list(call, 'vms').map(Number)) {
      if (remove) {
        removeMember(call, pool, vmid);
      } else {
        addGuest(call, pool, vmid);
      }
    }
    changeStorages(call, pool, remove);
    pool.comment = text(call, 'comment') ?? pool.comment;
  });
}

function deletePool(call: ApiCall): void {
  const { pools, members: table } = call.ctx.tables;
  trying('delete', () => {
    const pool = poolNamed(call, need(call, 'poolid'));
    const [member] = table.by('pool', pool.id);
    const nested = pools
      .all()
      .find(other => other.id.startsWith(`${pool.id}/`));
    const inside =
      (member && `VM ${member.id}`) ??
      (pool.storages[0] && `storage '${pool.storages[0]}'`) ??
      (nested && `pool '${nested.id}'`);
    if (inside) {
      throw failure(`pool '${pool.id}' is not empty (contains ${inside})`);
    }
    pools.delete(pool.id);
  });
}

export const poolHandlers: Handlers = {
  'GET /pools': listPools,
  'POST /pools': createPool,
  'PUT /pools': updatePool,
  'DELETE /pools': deletePool,
  'GET /pools/{poolid}': call => {
    const row = poolNamed(call, need(call, 'poolid'));
    return { ...head(row), members: members(call, row) };
  },
  'PUT /pools/{poolid}': updatePool,
  'DELETE /pools/{poolid}': deletePool,
};
