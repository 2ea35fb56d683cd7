import { isDeepStrictEqual } from 'node:util';
import { INSTANCE_STATUSES } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import errors from '../__fixtures__/zed-errors.json';
import recording from '../__fixtures__/zed-recording.json';
import { toMachineItem } from './baremetal/mapper';
import { nodeSchema } from './baremetal/types';
import { actionSchema } from './compute/actions/types';
import { toFlavorItem } from './compute/flavors/mapper';
import { flavorSchema } from './compute/flavors/types';
import { keypairSchema } from './compute/keypairs/types';
import { toHypervisorItem } from './compute/hypervisors/mapper';
import { hypervisorSchema } from './compute/hypervisors/types';
import { toInstanceItem } from './compute/servers/mapper';
import { serverState } from './compute/servers/states';
import { serverSchema } from './compute/servers/types';
import { toProjectItem } from './identity/projects/mapper';
import { projectSchema } from './identity/projects/types';
import { toImageItem } from './image/images/mapper';
import { imageSchema } from './image/images/types';
import { floatingIpSchema } from './network/floatingIps/types';
import { toNetworkItem } from './network/networks/mapper';
import { networkSchema, subnetSchema } from './network/networks/types';
import { portSchema } from './network/ports/types';
import { routerSchema } from './network/routers/types';
import {
  securityGroupRuleSchema,
  securityGroupSchema,
} from './network/securityGroups/types';
import {
  inventorySchema,
  providerSchema,
  summarySchema,
} from './placement/providers/types';
import { serviceSchema } from './services';
import { openStackFailureDecoder } from './transport/decodeFailure';
import { toToken, tokenBodySchema } from './transport/token';
import { toVolumeItem } from './volume/volumes/mapper';
import { volumeSchema } from './volume/volumes/types';

interface Exchange {
  name: string;
  path: string;
  body: unknown;
}

const servers = {
  acceleratorNames: { models: {} },
  hypervisorId: () => undefined,
  imageName: () => undefined,
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an object and makes its row, if there are rows of its kind. */
type Reader = (value: unknown) => InventoryItem | undefined;

const only =
  (schema: z.ZodType): Reader =>
  value => {
    schema.parse(value);
    return undefined;
  };

/** What stands under these keys of an answer, one object or a list, is read so. */
const READERS: Record<string, Reader> = {
  server: value =>
    isObject(value) && value.status === undefined
      ? // the answer to a creation has little more than the id
        only(z.object({ id: z.string() }))(value)
      : toInstanceItem(serverSchema.parse(value), servers),
  flavor: value => toFlavorItem(flavorSchema.parse(value), { models: {} }),
  hypervisor: value =>
    toHypervisorItem(hypervisorSchema.parse(value), undefined, undefined, []),
  project: value => toProjectItem(projectSchema.parse(value)),
  network: value => toNetworkItem(networkSchema.parse(value), []),
  volume: value =>
    isObject(value) && 'os-vol-tenant-attr:tenant_id' in value
      ? toVolumeItem(volumeSchema.parse(value))
      : // the answer to a creation, which the client never asks for
        undefined,
  node: value => toMachineItem(nodeSchema.parse(value), [], {}),
  image: value => toImageItem(imageSchema.parse(value)),
  service: only(serviceSchema),
  subnet: only(subnetSchema),
  router: only(routerSchema),
  port: only(portSchema),
  floatingip: only(floatingIpSchema),
  security_group: only(securityGroupSchema),
  security_group_rule: only(securityGroupRuleSchema),
  instanceAction: only(actionSchema),
  keypair: only(keypairSchema),
  resource_provider: only(providerSchema),
};

/** Lists that tell less than the client asks for; it never reads them. */
function isBrief({ path }: Exchange): boolean {
  return (
    /[?&]fields=/.test(path) ||
    /\/(servers|flavors|os-hypervisors)\?/.test(path)
  );
}

/** Objects of an answer with the reader of their kind. */
function objectsIn(exchange: Exchange): Array<[string, unknown]> {
  const { body } = exchange;
  if (!isObject(body) || isBrief(exchange)) {
    return [];
  }
  if (body.driver_internal_info) {
    return [['node', body]];
  }
  if (body.disk_format !== undefined) {
    return [['image', body]];
  }
  return Object.entries(body).flatMap(([key, value]) => {
    const kind = READERS[key] ? key : key.replace(/s$/, '');
    if (!READERS[kind] || value === null) {
      return [];
    }
    return [value]
      .flat()
      .filter(isObject)
      .map((one): [string, unknown] => [kind, one]);
  });
}

describe('the recording of Zed', () => {
  const exchanges = recording.exchanges as Exchange[];
  const objects = exchanges.flatMap(exchange =>
    objectsIn(exchange).map(
      ([kind, value]) => [exchange.name, kind, value] as const,
    ),
  );

  it('has objects of every kind that is read', () => {
    expect([...new Set(objects.map(([, kind]) => kind))].sort()).toEqual(
      Object.keys(READERS).sort(),
    );
  });

  it.each(objects)('%s: a %s is read', (_, kind, value) => {
    const rows = [READERS[kind](value)].filter(item => item !== undefined);
    const unsound = rows.filter(
      item =>
        !item.externalId ||
        !/^[a-z][a-z0-9_-]*$/.test(item.status) ||
        !isDeepStrictEqual(
          JSON.parse(JSON.stringify(item.attributes)),
          item.attributes,
        ),
    );
    expect(unsound).toEqual([]);
  });

  it.each(
    exchanges
      .filter(({ body }) => isObject(body) && isObject(body.token))
      .map(one => [one.name, one.body] as const),
  )('%s: the token is read', (_, body) => {
    const { token } = z.object({ token: z.unknown() }).parse(body);
    const parsed = tokenBodySchema.safeParse(body);
    // what is bound to no project is no login of ours
    const bound = isObject(token) && token.project !== undefined;
    expect(
      parsed.success &&
        toToken('id', parsed.data.token, 0)?.projectId !== undefined,
    ).toBe(bound);
  });

  it.each(
    exchanges
      .filter(({ body }) => isObject(body) && isObject(body.inventories))
      .map(one => [one.name, one.body] as const),
  )('%s: the inventories are read', (_, body) => {
    const { inventories } = z
      .object({ inventories: z.record(z.string(), inventorySchema) })
      .parse(body);
    expect(Object.keys(inventories).length).toBeGreaterThan(0);
  });

  it.each(
    exchanges
      .filter(({ body }) => isObject(body) && isObject(body.provider_summaries))
      .map(one => [one.name, one.body] as const),
  )('%s: the summaries are read', (_, body) => {
    const { provider_summaries: found } = z
      .object({ provider_summaries: z.record(z.string(), summarySchema) })
      .parse(body);
    expect(Object.keys(found).length).toBeGreaterThan(0);
  });

  it.each(recording.polls)(
    'a server that is $status with task $task_state has a condition',
    poll => {
      const server = serverSchema.parse({
        id: 'a',
        status: poll.status,
        'OS-EXT-STS:vm_state': poll.vm_state,
        'OS-EXT-STS:task_state': poll.task_state,
      });
      const condition = serverState(server);
      expect(INSTANCE_STATUSES).toContain(condition.status);
      // a status of the recording that is not known is a gap in ours
      expect(condition.status).not.toBe('unknown');
      expect(condition.settled && poll.task_state !== null).toBe(false);
    },
  );
});

describe('recorded errors of Zed', () => {
  const decode = openStackFailureDecoder('os-eu1', 'infra.openstack[0]');

  it.each(errors)('$service, $when: one plain sentence', one => {
    const [method] = one.request.split(' ');
    const { kind, message, detail } = decode(
      {
        status: one.status,
        statusText: '',
        headers: { 'x-openstack-request-id': 'req-1' },
        body: one.response ?? undefined,
        text: '',
      },
      {
        method: method as 'GET',
        url: 'http://cloud.test/',
        template: '/x',
        effect: method === 'GET' ? 'read' : 'write',
        signal: new AbortController().signal,
      },
    );
    expect(message).toMatch(/^[^\n]*\.$/);
    expect(message).not.toMatch(/<\/?\w/);
    expect(message.length).toBeLessThan(500);
    expect(detail).toContain('req-1');
    // what was refused has certainly not been done
    expect(one.status < 500 && kind === 'unknown-outcome').toBe(false);
  });
});
