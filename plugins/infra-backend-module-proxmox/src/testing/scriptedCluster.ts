import { ProxmoxProvider } from '../provider/ProxmoxProvider';
import {
  startScriptedNode,
  transportTo,
  type ScriptedAnswer,
  type SeenRequest,
} from './scriptedNode';

/** Answers by `GET /path`, or `GET /path?query` where the query matters. */
export type Answers = Record<
  string,
  unknown | ((request: SeenRequest) => ScriptedAnswer)
>;

/** Rights that the portal's account has on `/`. */
const RIGHTS = Object.fromEntries(
  [
    'Sys.Audit',
    'VM.Audit',
    'Datastore.Audit',
    'Pool.Audit',
    'SDN.Audit',
    'Mapping.Use',
    'VM.GuestAgent.Audit',
  ].map(name => [name, 1]),
);

/** A task of a guest that has ended well. */
export const UPID =
  'UPID:pve1:00003B79:00034C21:6B030D9E:qmstart:201:ironstage@pve!portal:';

const DEFAULTS: Answers = {
  'GET /access/permissions': { '/': RIGHTS },
  'GET /version': { version: '9.2.11' },
  'GET /cluster/resources': [],
  'GET /cluster/status': [],
  'GET /cluster/mapping/pci': [],
  'GET /cluster/sdn/vnets': [],
  'GET /pools': [],
};

/** A node that is on. */
export const nodeRow = (node: string) => ({
  id: `node/${node}`,
  type: 'node',
  node,
  status: 'online',
  maxcpu: 64,
  maxmem: 512 * 1024 ** 3,
});

/** A VM of the cluster's one list. */
export const vmRow = (vmid: number, more: object = {}) => ({
  id: `qemu/${vmid}`,
  type: 'qemu',
  vmid,
  node: 'pve1',
  name: `vm-${vmid}`,
  status: 'running',
  pool: 'shop',
  maxcpu: 2,
  maxmem: 1024 ** 3,
  maxdisk: 1024 ** 3,
  ...more,
});

/** What a node says of what it can't do. */
export const refusal =
  (status: number, reason: string) => (): ScriptedAnswer => ({
    status,
    reason,
    body: status >= 595 ? undefined : { data: null, message: reason },
  });

/**
 * A cluster of one door that answers what a test says, and a provider in front of it. What is not said is
 * answered as an older release would: not implemented.
 */
export async function startScriptedCluster(
  answers: Answers,
  entry: Record<string, unknown> = {},
) {
  const said: Answers = { ...DEFAULTS, ...answers };
  const node = await startScriptedNode(request => {
    const path = `${request.method} ${request.path}`;
    const query = new URLSearchParams(request.query).toString();
    const answer = said[`${path}?${query}`] ?? said[path];
    if (typeof answer === 'function') {
      return answer(request);
    }
    return answer === undefined
      ? refusal(501, `Method '${path}' not implemented`)()
      : { body: { data: answer } };
  });
  const provider = new ProxmoxProvider(
    transportTo([node.url], { timeouts: { read: '60s' }, ...entry }),
  );
  return { provider, said, seen: node.seen, close: node.close };
}
