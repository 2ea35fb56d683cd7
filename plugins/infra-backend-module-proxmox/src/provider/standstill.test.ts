import { setTimeout as sleep } from 'node:timers/promises';
import type { InstanceTarget } from '@ironstage/plugin-infra-node';
import {
  demoProxmox,
  startSimulators,
  type ProxmoxEndpoint,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { demoProvider } from '../testing/demoProvider';
import type { ProxmoxProvider } from './ProxmoxProvider';

const options = { signal: new AbortController().signal };
const POLL_MS = 30;

describe('a guest that stands still', () => {
  let estate: SimulatedEstate;
  let cluster: ProxmoxEndpoint;
  let provider: ProxmoxProvider;
  let target: InstanceTarget;
  let path: string;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 24, instances: 20, speed: 200 });
    cluster = estate.proxmox.find(one => one.name === 'pve-eu1')!;
    provider = demoProvider({ endpoints: [{ url: cluster.httpUrl }] });
    for await (const page of provider.inventory.pages('instance', options)) {
      const row = page.find(
        one => one.status === 'active' && one.attributes.type === 'vm',
      )!;
      target = {
        externalId: row.externalId,
        projectExternalId: row.projectExternalId!,
      };
      path = `/nodes/${row.hostExternalId}/qemu/${row.externalId}/status`;
    }
  });
  afterAll(() => estate.stop());

  /** As somebody with the vendor's own page. */
  async function press(button: string, form: Record<string, string> = {}) {
    const { adminTokenId, adminTokenSecret } = demoProxmox;
    const answer = await fetch(
      `${cluster.httpUrl}/api2/json${path}/${button}`,
      {
        method: 'POST',
        headers: {
          Authorization: `PVEAPIToken=${adminTokenId}=${adminTokenSecret}`,
        },
        body: new URLSearchParams(form),
      },
    );
    expect(answer.status).toBe(200);
  }

  async function become(status: string): Promise<void> {
    for (;;) {
      const state = await provider.instances.getState(target, options);
      if (state?.status === status) {
        return;
      }
      await sleep(POLL_MS);
    }
  }

  it.each([
    ['paused', {}],
    ['suspended', { todisk: '1' }],
  ] as Array<[string, Record<string, string>]>)(
    'that is %s goes on when it is started',
    async (status, form) => {
      await press('suspend', form);
      await become(status);
      const start = { type: 'start' as const };
      const { handle } = await provider.instanceActions.begin(
        { ...target, operationId: `op-${status}` },
        start,
        options,
      );
      for (;;) {
        const progress = await provider.instanceActions.progress(
          target,
          start,
          handle,
          options,
        );
        expect(progress.fault).toBeUndefined();
        if (progress.settled) {
          break;
        }
        await sleep(POLL_MS);
      }
      await become('active');
    },
  );
});
