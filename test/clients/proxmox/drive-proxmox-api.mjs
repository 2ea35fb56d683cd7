/**
 * Drives a Proxmox VE cluster with the npm package proxmox-api; prints what it
 * saw as JSON. Runs as a process of its own: the package is under the GPL.
 *
 * usage: drive-proxmox-api.mjs MODULES HOST_AND_PORT TOKEN_ID TOKEN_SECRET USER PASSWORD
 */
import { createRequire } from 'node:module';

const [modules, address, tokenID, tokenSecret, username, password] =
  process.argv.slice(2);
const { default: proxmoxApi } = createRequire(`${modules}/package.json`)(
  'proxmox-api',
);
const [host, port] = address.split(':');
const where = { host, port: Number(port), schema: 'https' };
const pve = proxmoxApi({ ...where, tokenID, tokenSecret });
const seen = {};

async function done(upid) {
  const node = pve.nodes.$(upid.split(':')[1]);
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const task = await node.tasks.$(upid).status.$get();
    if (task.status === 'stopped') {
      return task.exitstatus;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`still running: ${upid}`);
}

/** How a client words a refusal is its own affair: what was refused, the wire says. */
async function refusal(call) {
  try {
    await call();
    return 'no refusal';
  } catch {
    return 'refused';
  }
}

// List.
seen.release = (await pve.version.$get()).release;
seen.nodes = (await pve.nodes.$get()).map(row => row.node).sort();
const rows = await pve.cluster.resources.$get({ type: 'vm' });
seen.templates = rows
  .filter(row => row.template && row.type === 'qemu')
  .map(row => row.name)
  .sort();
const home = rows.find(row => row.vmid === 9000).node;
const node = pve.nodes.$(home);
seen.storages = (await node.storage.$get()).map(row => row.storage).sort();
seen.containers = (await node.lxc.$get()).length > 0;

// Create.
await pve.pools.$post({ poolid: 'from-node' });
const vmid = Number(await pve.cluster.nextid.$get());
seen.clone = await done(
  await node.qemu
    .$(9000)
    .clone.$post({ newid: vmid, name: 'node-1', pool: 'from-node' }),
);
const vm = node.qemu.$(vmid);

// Act.
await vm.config.$put({ cores: 4, onboot: true, description: 'a=b & c;d' });
const { cores, onboot, description } = await vm.config.$get();
seen.config = { cores, onboot, description };
seen.start = await done(await vm.status.start.$post());
seen.status = (await vm.status.current.$get()).qmpstatus;
seen.snapshot = await done(await vm.snapshot.$post({ snapname: 'one' }));
seen['delete snapshot'] = await done(await vm.snapshot.$('one').$delete());
seen.shutdown = await done(await vm.status.shutdown.$post());
seen['bad value'] = await refusal(() => vm.config.$put({ cores: -1 }));

// Delete.
seen.delete = await done(await vm.$delete({ purge: true }));
seen['after delete'] = await refusal(() => vm.config.$get());
await pve.pools.$('from-node').$delete();

// With a password: ticket, cookie and CSRF token.
const session = proxmoxApi({ ...where, username, password });
await session.pools.$post({ poolid: 'by-ticket' });
await session.pools.$('by-ticket').$delete();
seen['wrong password'] = await refusal(() =>
  proxmoxApi({ ...where, username, password: 'wrong' }).version.$get(),
);

process.stdout.write(JSON.stringify(seen));
