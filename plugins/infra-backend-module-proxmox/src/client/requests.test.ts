import { checkProxmoxRequest } from '@ironstage/simulators';
import {
  patient,
  startScriptedNode,
  transportTo,
  type SeenRequest,
} from '../testing/scriptedNode';
import { guestTags, writeNotes } from './ownership';
import { createClients, type Clients } from './createClients';

const RELEASES = ['8.4', '9.2'];
const UPID = 'UPID:pve1:00003B79:00034C21:6B030D9E:qmclone:100:root@pam!full:';
const vm = { node: 'pve1', type: 'qemu' as const, vmid: 100 };
const container = { node: 'pve1', type: 'lxc' as const, vmid: 200 };
const iso = { node: 'pve1', storage: 'local', name: 'ironstage-1-ab.iso' };
const signal = patient();

/** One call at least of each method of each client; answers don't matter here. */
const CALLS: {
  [C in keyof Clients]: {
    [M in Extract<keyof Clients[C], string>]: Array<
      (client: Clients[C]) => Promise<unknown>
    >;
  };
} = {
  cluster: {
    version: [client => client.version(signal)],
    resources: [client => client.resources(signal)],
    status: [client => client.status(signal)],
    haStatus: [client => client.haStatus(signal)],
  },
  guests: {
    status: [vm, container].map(one => client => client.status(one, signal)),
    config: [vm, container].map(one => client => client.config(one, signal)),
    currentConfig: [vm, container].map(
      one => client => client.currentConfig(one, signal),
    ),
    configure: [
      client =>
        client.configure(
          vm,
          {
            cores: 2,
            sockets: 1,
            memory: 4096,
            agent: '1',
            onboot: true,
            tags: guestTags({
              operationId: '4c4c4544-0035-4810-8052-b4c04f4b4000',
              flavor: 'gpu.small-1',
              image: 'eu-baseos-2025.01',
            }).join(';'),
            ide2: 'local:iso/ironstage-1-ab.iso,media=cdrom',
            net0: 'virtio,bridge=vmbr0',
            hostpci0: 'mapping=nvidia-a100,pcie=1',
            machine: 'q35',
          },
          signal,
        ),
      client =>
        client.configure(
          vm,
          { description: writeNotes('op-1', { owner: 'group:default/ä' }) },
          signal,
        ),
      client =>
        client.configure(
          container,
          { cores: 2, memory: 512, tags: 'a;b' },
          signal,
        ),
    ],
    clone: [
      { full: false, target: 'pve2' },
      { full: true, storage: 'ceph-vm' },
    ].map(
      more => client =>
        client.clone(
          vm,
          {
            newid: 123_456,
            name: 'web-1',
            description: writeNotes('op-1', { a: 'b' }),
            pool: 'payments-dev',
            ...more,
          },
          signal,
        ),
    ),
    resizeDisk: [
      client => client.resizeDisk(vm, 'scsi0', 20 * 1024 ** 3, signal),
      client => client.resizeDisk(container, 'rootfs', 8 * 1024 ** 3, signal),
    ],
    power: [
      client => client.power(vm, 'start', {}, signal),
      client => client.power(vm, 'stop', { 'overrule-shutdown': true }, signal),
      client =>
        client.power(vm, 'shutdown', { timeout: 120, forceStop: true }, signal),
      client => client.power(vm, 'reboot', { timeout: 120 }, signal),
      client => client.power(vm, 'reset', {}, signal),
      client => client.power(vm, 'resume', {}, signal),
      client => client.power(container, 'start', {}, signal),
      client =>
        client.power(container, 'stop', { 'overrule-shutdown': true }, signal),
      client =>
        client.power(
          container,
          'shutdown',
          { timeout: 120, forceStop: true },
          signal,
        ),
      client => client.power(container, 'reboot', { timeout: 120 }, signal),
    ],
    snapshot: [vm, container].map(
      one => client =>
        client.snapshot(
          one,
          { snapname: 's-1', description: 'before the upgrade' },
          signal,
        ),
    ),
    remove: [vm, container].map(one => client => client.remove(one, signal)),
    addresses: [vm, container].map(
      one => client => client.addresses(one, signal),
    ),
    vncProxy: [vm, container].map(
      one => client => client.vncProxy(one, signal),
    ),
  },
  tasks: {
    state: [client => client.state(UPID, signal)],
    ofGuest: [
      client => client.ofGuest('pve1', 100, signal),
      client =>
        client.ofGuest('pve1', 100, signal, { running: true, type: 'qmclone' }),
    ],
  },
  pools: {
    list: [client => client.list(signal)],
    get: [client => client.get('payments-dev', signal)],
    create: [
      client =>
        client.create({ poolid: 'payments-dev', comment: 'a: b\nc' }, signal),
    ],
    remove: [client => client.remove('payments-dev', signal)],
  },
  storage: {
    list: [client => client.list(signal)],
    hasIso: [client => client.hasIso(iso, signal)],
    uploadIso: [client => client.uploadIso(iso, Buffer.from('iso'), signal)],
    removeIso: [client => client.removeIso(iso, signal)],
  },
  mappings: { devices: [client => client.devices(signal)] },
  hardware: {
    pciDevices: [client => client.pciDevices('pve1', signal)],
    mediatedTypes: [
      client => client.mediatedTypes('pve1', '0000:81:00.0', signal),
    ],
  },
  access: {
    ownPrivileges: [client => client.ownPrivileges('/', signal)],
    hasGroup: [client => client.hasGroup('payments', signal)],
    grant: [
      client =>
        client.grant(
          { path: '/pool/payments-dev', group: 'payments', role: 'PVEVMUser' },
          signal,
        ),
    ],
  },
  networks: {
    bridges: [client => client.bridges('pve1', signal)],
    vnets: [client => client.vnets(signal)],
  },
};

/** Parameters of a request, wherever they were put. */
function parametersOf(request: SeenRequest): Record<string, string> {
  const type = String(request.headers['content-type'] ?? '');
  if (type.startsWith('multipart/')) {
    const content = /name="content"\r\n\r\n([^\r]*)/.exec(request.body)?.[1];
    const filename = /filename="([^"]*)"/.exec(request.body)?.[1];
    return { content: content ?? '', filename: filename ?? '' };
  }
  return {
    ...request.query,
    ...Object.fromEntries(new URLSearchParams(request.body)),
  };
}

describe('requests of the client', () => {
  let node: Awaited<ReturnType<typeof startScriptedNode>>;
  let clients: Clients;
  beforeAll(async () => {
    node = await startScriptedNode(() => ({ body: { data: null } }));
    clients = createClients(transportTo([node.url]));
  });
  afterAll(() => node.close());

  it('are all listed here', () => {
    for (const name of Object.keys(CALLS) as Array<keyof Clients>) {
      const methods = Object.getOwnPropertyNames(
        Object.getPrototypeOf(clients[name]),
      ).filter(method => method !== 'constructor');
      expect([name, Object.keys(CALLS[name]).sort()]).toEqual([
        name,
        methods.sort(),
      ]);
    }
    expect(Object.keys(CALLS).sort()).toEqual(Object.keys(clients).sort());
  });

  type Call = (client: never) => Promise<unknown>;
  const table = Object.entries(CALLS).flatMap(([name, methods]) =>
    Object.entries(methods as Record<string, Call[]>).flatMap(
      ([method, calls]) =>
        calls.map((call, index): [keyof Clients, string, number, Call] => [
          name as keyof Clients,
          method,
          index,
          call,
        ]),
    ),
  );

  it.each(table)(
    '%s.%s (%d) is taken by 8.4 and 9.2',
    async (name, _method, _index, call) => {
      const before = node.seen.length;
      // an answer of nothing is no answer to some
      await call(clients[name] as never).catch(() => undefined);
      const [request, ...more] = node.seen.slice(before);
      expect(more).toEqual([]);
      for (const release of RELEASES) {
        expect([
          release,
          checkProxmoxRequest(release, {
            method: request.method,
            path: request.path,
            parameters: parametersOf(request),
          }),
        ]).toEqual([release, {}]);
      }
    },
  );
});
