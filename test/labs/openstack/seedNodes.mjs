// Bare metal of the lab: pretended machines in the states that a real Ironic has them in.
import { addresses } from './seedSession.mjs';

const NODES = `${addresses.baremetal}/v1/nodes`;
const VERSION = { 'X-OpenStack-Ironic-API-Version': '1.82' };
const PATIENCE_MS = 60_000;

const machine = (name, bmc, rest) => ({
  name,
  driver: 'fake-hardware',
  resource_class: 'metal',
  properties: {
    cpus: 64,
    memory_mb: 524288,
    local_gb: 3000,
    cpu_arch: 'x86_64',
  },
  driver_info: {
    redfish_address: `https://${bmc}`,
    redfish_username: 'root',
    redfish_password: 'loopback-only-bmc',
  },
  ...rest,
});

/** What to make of each node; `path` are the targets on its way. */
const nodes = [
  {
    body: machine('bm-1', '192.0.2.11', {
      extra: { rack: 'r1', serial: 'LAB0001' },
    }),
    macs: ['52:54:00:AA:01:01', '52:54:00:aa:01:02'],
    traits: ['CUSTOM_NVME', 'HW_CPU_X86_VMX'],
    path: ['manage', 'provide'],
    power: 'off',
  },
  {
    body: machine('bm-2', '192.0.2.12'),
    macs: ['52:54:00:aa:02:01'],
    traits: ['CUSTOM_NVME'],
    path: ['manage', 'provide', 'active'],
    power: 'on',
  },
  {
    body: machine('bm-3', '192.0.2.13'),
    macs: ['52:54:00:aa:03:01'],
    path: ['manage'],
  },
  // as somebody enrols it: nothing is known but how to reach it
  {
    body: machine('bm-4', '192.0.2.14', {
      properties: {},
      resource_class: undefined,
    }),
    path: [],
  },
  {
    body: machine('bm-5', '192.0.2.15'),
    macs: ['52:54:00:aa:05:01'],
    path: ['manage', 'provide'],
    maintenance: 'fan 3 is loud',
  },
  {
    body: machine('bm-6', '192.0.2.16'),
    macs: ['52:54:00:aa:06:01'],
    // no driver knows that step, so that cleaning fails
    path: ['manage', 'clean'],
  },
  {
    body: machine('bm-7', '192.0.2.17'),
    macs: ['52:54:00:aa:07:01'],
    path: ['manage'],
    retired: 'out of warranty',
  },
];

/** Waits until nobody works on the node any more. */
async function settled(session, name) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const states = await session.call(
      'GET',
      `${NODES}/${name}?fields=provision_state,target_provision_state,reservation`,
      undefined,
      VERSION,
    );
    const { target_provision_state: target, reservation } = states;
    const failed = / failed$/.test(states.provision_state);
    if (reservation === null && (target === null || failed)) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(`${name} stays ${states.provision_state}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function make(session, { body, macs = [], traits, path, ...rest }) {
  const call = (method, url, content) =>
    session.call(method, url, content, VERSION);
  const { uuid } = await call('POST', NODES, body);
  for (const address of macs) {
    await call('POST', `${addresses.baremetal}/v1/ports`, {
      node_uuid: uuid,
      address,
    });
  }
  if (traits) {
    await call('PUT', `${NODES}/${uuid}/traits`, { traits });
  }
  for (const target of path) {
    await call('PUT', `${NODES}/${uuid}/states/provision`, {
      target,
      ...(target === 'clean' && {
        clean_steps: [{ interface: 'deploy', step: 'polish' }],
      }),
    });
    await settled(session, uuid);
  }
  if (rest.power) {
    await call('PUT', `${NODES}/${uuid}/states/power`, {
      target: `power ${rest.power}`,
    });
    await settled(session, uuid);
  }
  if (rest.maintenance) {
    await call('PUT', `${NODES}/${uuid}/maintenance`, {
      reason: rest.maintenance,
    });
  }
  if (rest.retired) {
    await call('PATCH', `${NODES}/${uuid}`, [
      { op: 'add', path: '/retired', value: true },
      { op: 'add', path: '/retired_reason', value: rest.retired },
    ]);
  }
}

/** Makes the nodes that are missing. */
export async function seedNodes(session) {
  const found = await session.call('GET', NODES, undefined, VERSION);
  const known = new Set(found.nodes.map(node => node.name));
  await Promise.all(
    nodes
      .filter(({ body }) => !known.has(body.name))
      .map(node => {
        console.log(`making node ${node.body.name}`);
        return make(session, node);
      }),
  );
}
