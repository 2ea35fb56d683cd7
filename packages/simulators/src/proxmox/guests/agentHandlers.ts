import type { ApiCall, Handlers } from '../api/types';
import { failure } from '../errors';
import type { GuestRow, Run } from '../rows';
import { interfacesOf, type Interface } from './addresses';
import { agentEnabled, displayName } from './config';
import { guestOf } from './configHandlers';
import { measure } from './metrics';

/** @throws PveError 500 while nobody answers */
function demandAgent(call: ApiCall): { row: GuestRow; run: Run } {
  const row = guestOf(call, 'qemu');
  if (!agentEnabled(row)) {
    throw failure('No QEMU guest agent configured');
  }
  if (!row.run) {
    throw failure(`VM ${row.vmid} is not running`);
  }
  if (row.run.paused || call.ctx.clock.now() < row.run.agentAt) {
    throw failure('QEMU guest agent is not running');
  }
  return { row, run: row.run };
}

function address(cidr: string) {
  const [ip, prefix] = cidr.split('/');
  return {
    'ip-address': ip,
    'ip-address-type': ip.includes(':') ? 'ipv6' : 'ipv4',
    prefix: Number(prefix),
  };
}

const loopback: Interface = {
  name: 'lo',
  mac: '00:00:00:00:00:00',
  cidrs: ['127.0.0.1/8', '::1/128'],
};

function networkInterfaces(call: ApiCall) {
  const { row, run } = demandAgent(call);
  const { netin, netout } = measure(row, run, call.ctx.clock.now());
  return {
    result: [loopback, ...interfacesOf(row)].map(({ name, mac, cidrs }, i) => ({
      name,
      'hardware-address': mac.toLowerCase(),
      ...(cidrs.length > 0 ? { 'ip-addresses': cidrs.map(address) } : {}),
      statistics: {
        'rx-bytes': i === 1 ? netin : 0,
        'rx-packets': i === 1 ? Math.round(netin / 800) : 0,
        'rx-errs': 0,
        'rx-dropped': 0,
        'tx-bytes': i === 1 ? netout : 0,
        'tx-packets': i === 1 ? Math.round(netout / 800) : 0,
        'tx-errs': 0,
        'tx-dropped': 0,
      },
    })),
  };
}

function osInfo(call: ApiCall) {
  demandAgent(call);
  return {
    result: {
      id: 'debian',
      name: 'Debian GNU/Linux',
      'pretty-name': 'Debian GNU/Linux 12 (bookworm)',
      version: '12 (bookworm)',
      'version-id': '12',
      'kernel-release': '6.1.0-40-amd64',
      'kernel-version': '#1 SMP PREEMPT_DYNAMIC Debian',
      machine: 'x86_64',
    },
  };
}

/** A container needs no agent: the host looks into it. */
function lxcInterfaces(call: ApiCall) {
  const row = guestOf(call, 'lxc');
  if (!row.run) {
    return null;
  }
  const up = call.ctx.clock.now() >= row.run.agentAt;
  return [loopback, ...interfacesOf(row)].map(({ name, mac, cidrs }) => {
    const known = name === 'lo' || up ? cidrs : [];
    const inet = known.find(cidr => !cidr.includes(':'));
    const inet6 = known.find(cidr => cidr.includes(':'));
    return {
      name,
      hwaddr: mac.toLowerCase(),
      'hardware-address': mac.toLowerCase(),
      ...(inet ? { inet } : {}),
      ...(inet6 ? { inet6 } : {}),
      'ip-addresses': known.map(cidr => {
        const { 'ip-address-type': family, ...rest } = address(cidr);
        return {
          ...rest,
          'ip-address-type': family === 'ipv4' ? 'inet' : 'inet6',
        };
      }),
    };
  });
}

export const agentHandlers: Handlers = {
  'GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces':
    networkInterfaces,
  'GET /nodes/{node}/qemu/{vmid}/agent/get-osinfo': osInfo,
  'GET /nodes/{node}/qemu/{vmid}/agent/get-host-name': call => ({
    result: { 'host-name': displayName(demandAgent(call).row) },
  }),
  'POST /nodes/{node}/qemu/{vmid}/agent/ping': call => {
    demandAgent(call);
    return { result: {} };
  },
  'GET /nodes/{node}/lxc/{vmid}/interfaces': lxcInterfaces,
};
