import { randomUUID } from 'node:crypto';
import {
  GiB,
  vector,
  type ResourceKind,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import {
  ProviderError,
  type InfraProvider,
  type InstanceManager,
  type InstanceRequest,
  type InstanceTarget,
  type InventoryItem,
  type NetworkManager,
  type ProjectManager,
  type ProjectRequest,
  type ProviderCallOptions,
  type QuotaManager,
} from '@ironstage/plugin-infra-node';

import { FakeInstanceActions, type FakeMachine } from './FakeInstanceActions';

interface FakeInstance {
  externalId: string;
  /** what actions have made of it */
  machine: FakeMachine;
  request: InstanceRequest;
  /** further requests until everything has been asked for */
  partsLeft: number;
  /** polls until it is active */
  buildsLeft: number;
  fault?: string;
}

/** Called before and after each change; throwing `before` prevents it, throwing `after` loses the answer. */
export type Interference = (call: string, when: 'before' | 'after') => void;

/** A cloud in memory that keeps the provider contract, for tests of what stands on it. */
export class FakeProvider implements InfraProvider {
  readonly kind = 'fake';
  readonly site = 'lab';
  readonly title: string;
  readonly configKey = 'infra.fake[0]';
  selfService: boolean | undefined;

  /** rows that pages yield, by kind; instances are added to them */
  readonly rows = new Map<ResourceKind, InventoryItem[]>();
  readonly built: FakeInstance[] = [];
  readonly tenants: Array<{ externalId: string; request: ProjectRequest }> = [];
  /** limits by id of the tenant */
  readonly limits = new Map<string, ResourceVector>();
  interfere: Interference = () => {};
  /** kinds whose read fails, after this many rows */
  readonly failing = new Map<ResourceKind, number>();
  /** fault of instances built from now on */
  nextFault: string | undefined;
  pollsToBuild = 1;
  /** requests that it takes after the first one to have an instance made */
  partsToAsk = 0;

  readonly inventory = {
    kinds: [
      'hypervisor',
      'project',
      'flavor',
      'image',
      'network',
      'instance',
    ] as const,
    pages: (
      kind: ResourceKind,
      _options?: Partial<ProviderCallOptions>,
    ): AsyncIterable<InventoryItem[]> => this.pages(kind),
    get: async (kind: ResourceKind, externalId: string) =>
      this.all(kind).find(item => item.externalId === externalId),
  };
  readonly projects: ProjectManager = {
    ensureProject: async request => {
      const made = this.tenants.find(
        one => one.request.operationId === request.operationId,
      );
      if (made) {
        return { externalId: made.externalId };
      }
      return this.change('ensureProject', () => {
        const externalId = randomUUID();
        this.tenants.push({ externalId, request });
        return { externalId };
      });
    },
    findProject: async ({ operationId }) =>
      this.tenants.find(one => one.request.operationId === operationId),
    ensureAccess: async () => this.change('ensureAccess', () => undefined),
    removeProject: async ({ externalId }) =>
      this.change('removeProject', () => {
        const at = this.tenants.findIndex(one => one.externalId === externalId);
        this.tenants.splice(at, at < 0 ? 0 : 1);
      }),
  };
  quotas: QuotaManager | undefined = {
    setQuota: async ({ externalId, quota }) =>
      this.change('setQuota', () => {
        this.limits.set(externalId, quota);
      }),
    getQuota: async ({ externalId }) => this.limits.get(externalId) ?? vector(),
  };
  networks: NetworkManager | undefined = {
    ensureNetwork: async ({ externalId }) =>
      this.change('ensureNetwork', () => ({
        networkExternalId: `net-${externalId}`,
      })),
    ensureFirewallBaseline: async () =>
      this.change('ensureFirewallBaseline', () => undefined),
  };
  readonly instances: InstanceManager = {
    ensureInstance: async request => {
      const made = this.built.find(
        one => one.request.operationId === request.operationId,
      );
      if (made) {
        made.partsLeft -= 1;
        return {
          externalId: made.externalId,
          ...(made.partsLeft > 0 && { underWay: `part ${made.partsLeft}` }),
        };
      }
      return this.change('ensureInstance', () => {
        const externalId = randomUUID();
        this.built.push({
          externalId,
          request,
          machine: {
            status: 'active',
            flavorExternalId: request.flavorExternalId,
            imageExternalId: request.imageExternalId,
            userData: request.userData,
          },
          partsLeft: this.partsToAsk,
          buildsLeft: this.pollsToBuild,
          fault: this.nextFault,
        });
        return {
          externalId,
          ...(this.partsToAsk > 0 && { underWay: 'the first part' }),
        };
      });
    },
    getState: async target => {
      this.interfere('getState', 'before');
      const one = this.built.find(
        built => built.externalId === target.externalId,
      );
      if (!one) {
        return undefined;
      }
      const building = one.buildsLeft-- > 0;
      return {
        status: statusOf(building, one),
        settled: !building,
        fault:
          building || !one.fault
            ? undefined
            : { class: 'capacity', message: one.fault, detail: 'raw words' },
        item: this.item(one),
      };
    },
    findByOperation: async ({ operationId }): Promise<InstanceTarget[]> =>
      this.built
        .filter(one => one.request.operationId === operationId)
        .map(one => ({
          externalId: one.externalId,
          projectExternalId: one.request.projectExternalId,
        })),
    remove: async ({ externalId }) =>
      this.change('remove', () => {
        const at = this.built.findIndex(one => one.externalId === externalId);
        this.built.splice(at, at < 0 ? 0 : 1);
      }),
  };

  readonly instanceActions = new FakeInstanceActions(
    externalId =>
      this.built.find(one => one.externalId === externalId)?.machine,
    (call, act) => this.change(call, act),
  );

  constructor(readonly id = 'fake-1') {
    this.title = `Fake ${id}`;
  }

  async check(): Promise<void> {
    this.interfere('check', 'before');
  }

  /** One host with this much to give, flavors of 2 and 4 vCPUs and one with a GPU, an image, no network. */
  seed(hostGives: Partial<ResourceVector> = {}): this {
    const deliverable = vector({
      vcpus: 64,
      memoryBytes: 256 * GiB,
      storageBytes: 2000 * GiB,
      gpus: { a100: 4 },
      ...hostGives,
    });
    this.rows.set('hypervisor', [
      {
        kind: 'hypervisor',
        externalId: 'host-1',
        name: 'r1-n1',
        status: 'up',
        capacity: {
          total: deliverable,
          reserved: vector(),
          deliverable,
          allocated: vector(),
        },
        attributes: {},
      },
    ]);
    this.rows.set('flavor', [
      flavor('small', { vcpus: 2, memoryBytes: 4 * GiB }),
      flavor('large', { vcpus: 4, memoryBytes: 8 * GiB }),
      flavor('gpu', { vcpus: 8, memoryBytes: 32 * GiB, gpus: { a100: 1 } }),
    ]);
    this.rows.set('image', [
      {
        kind: 'image',
        externalId: 'image-1',
        name: 'baseos',
        status: 'active',
        attributes: { shared: true },
      },
    ]);
    return this;
  }

  private async *pages(kind: ResourceKind): AsyncIterable<InventoryItem[]> {
    const items = this.all(kind);
    const failAfter = this.failing.get(kind);
    if (failAfter === undefined) {
      yield items;
      return;
    }
    yield items.slice(0, failAfter);
    throw new ProviderError({
      provider: this.id,
      kind: 'unreachable',
      message: `${this.title} can't be reached; see ${this.configKey}.`,
    });
  }

  private all(kind: ResourceKind): InventoryItem[] {
    return [...(this.rows.get(kind) ?? []), ...this.made(kind)];
  }

  private made(kind: ResourceKind): InventoryItem[] {
    switch (kind) {
      case 'instance':
        return this.built.map(one => this.item(one));
      case 'project':
        return this.tenants.map(one => ({
          kind,
          externalId: one.externalId,
          name: one.request.name,
          status: 'active',
          attributes: {},
        }));
      case 'network':
        return this.tenants.map(one => ({
          kind,
          externalId: `net-${one.externalId}`,
          name: `${one.request.name}-net`,
          status: 'active',
          projectExternalId: one.externalId,
          attributes: {},
        }));
      default:
        return [];
    }
  }

  private item(one: FakeInstance): InventoryItem {
    const wanted = this.rows
      .get('flavor')
      ?.find(row => row.externalId === one.machine.flavorExternalId);
    return {
      kind: 'instance',
      externalId: one.externalId,
      name: one.request.name,
      status: statusOf(one.buildsLeft > 0, one),
      projectExternalId: one.request.projectExternalId,
      hostExternalId: 'host-1',
      vector: wanted?.vector,
      attributes: {
        operationId: one.request.operationId,
        flavor: wanted?.name,
      },
    };
  }

  private change<T>(call: string, act: () => T): T {
    this.interfere(call, 'before');
    const result = act();
    this.interfere(call, 'after');
    return result;
  }
}

function statusOf(building: boolean, { fault, machine }: FakeInstance) {
  if (building) {
    return 'building';
  }
  return fault ? 'error' : machine.status;
}

function flavor(name: string, takes: Partial<ResourceVector>): InventoryItem {
  return {
    kind: 'flavor',
    externalId: `flavor-${name}`,
    name,
    status: 'active',
    vector: vector({ storageBytes: 20 * GiB, instances: 1, ...takes }),
    attributes: { shared: true },
  };
}
