import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  InstanceAction,
  InstanceTarget,
} from '@ironstage/plugin-infra-node';
import {
  demoProxmox,
  portalPrivileges,
  startSimulators,
  type ProxmoxEndpoint,
  type SimulatedEstate,
} from '@ironstage/simulators';
import type { ProxmoxProvider } from './provider/ProxmoxProvider';
import { demoProvider } from './testing/demoProvider';

const options = { signal: new AbortController().signal };
/** what every refusal tells people to look at */
const KEY = 'infra\\.proxmox\\[0\\]\\.auth';
const POLL_MS = 20;
const CLUSTERS = ['9.2', '8.4'];
const ACTIONS: InstanceAction[] = [
  { type: 'start' },
  { type: 'reboot' },
  { type: 'reset' },
  { type: 'resize', flavorExternalId: 'medium' },
  { type: 'snapshot', name: 'before' },
  { type: 'stop' },
  { type: 'start' },
  { type: 'shutdown' },
];

/** The role that the README has administrators make. */
function documentedPrivileges(): string[] {
  const readme = readFileSync(path.join(__dirname, '..', 'README.md'), 'utf8');
  const [, list] = /--privs "([^"]+)"/.exec(readme) ?? [];
  return (list ?? '').split(/[\s\\]+/).filter(Boolean);
}

describe('the role of the portal', () => {
  it('is in the README as the simulators give it to the portal', () => {
    expect(documentedPrivileges()).toEqual(portalPrivileges(9));
  });

  describe.each(CLUSTERS)('on %s', version => {
    const privileges = portalPrivileges(Number.parseInt(version, 10));
    let estate: SimulatedEstate;
    let cluster: ProxmoxEndpoint;
    let standing: InstanceTarget;
    let number = 0;

    const create = (changes: Record<string, unknown> = {}) =>
      demoProvider({
        endpoints: [{ url: cluster.httpUrl }],
        flavors: [
          {
            name: 'gpu',
            vcpus: 1,
            memoryGiB: 2,
            storageGiB: 40,
            gpus: { mapping: 'nvidia-a100', count: 1 },
          },
          { name: 'small', vcpus: 1, memoryGiB: 2, storageGiB: 40 },
          { name: 'medium', vcpus: 2, memoryGiB: 4, storageGiB: 60 },
        ],
        ...changes,
      });

    /** Gives the role of the portal these privileges, as the cluster's administrator. */
    async function grant(wanted: readonly string[]): Promise<void> {
      const { adminTokenId, adminTokenSecret } = demoProxmox;
      const answer = await fetch(
        `${cluster.httpUrl}/api2/json/access/roles/IronstagePortal`,
        {
          method: 'PUT',
          headers: {
            Authorization: `PVEAPIToken=${adminTokenId}=${adminTokenSecret}`,
          },
          body: new URLSearchParams({ privs: wanted.join(',') }),
        },
      );
      expect(answer.status).toBe(200);
    }

    const newProject = () => {
      number += 1;
      return {
        operationId: `op-project-${number}`,
        name: `role-${number}`,
        description: '',
        owner: 'group:default/role',
        environment: 'dev',
      };
    };

    /** @returns what rows and GPUs there are */
    async function read(provider: ProxmoxProvider): Promise<string[]> {
      const found: string[] = [];
      await provider.check(options);
      await provider.health.health(options);
      for (const kind of provider.inventory.kinds) {
        for await (const page of provider.inventory.pages(kind, options)) {
          found.push(...page.map(row => `${kind} ${row.externalId}`));
        }
      }
      for await (const page of provider.gpus.devices(options)) {
        found.push(...page.map(gpu => `gpu ${gpu.externalId}`));
      }
      return found.sort();
    }

    async function manageProject(provider: ProxmoxProvider): Promise<void> {
      const request = newProject();
      const made = await provider.projects.ensureProject(request, options);
      const target = { ...request, ...made };
      await provider.projects.ensureAccess(target, options);
      await provider.projects.removeProject(target, options);
    }

    async function make(
      provider: ProxmoxProvider,
      projectExternalId: string,
      flavorExternalId: string,
    ): Promise<InstanceTarget> {
      number += 1;
      const request = {
        operationId: `op-vm-${number}`,
        name: `role-vm-${number}`,
        projectExternalId,
        flavorExternalId,
        imageExternalId: 'eu-baseos-2025.01',
        networkExternalIds: ['vmbr0'],
        userData: '#cloud-config\n',
        metadata: {},
      };
      for (;;) {
        const { externalId, underWay } =
          await provider.instances.ensureInstance(request, options);
        const target = { externalId, projectExternalId };
        const state =
          !underWay && (await provider.instances.getState(target, options));
        if (state && state.settled) {
          expect(state.item.attributes.addresses).not.toEqual([]);
          return target;
        }
        await sleep(POLL_MS);
      }
    }

    async function act(provider: ProxmoxProvider): Promise<void> {
      for (const action of ACTIONS) {
        number += 1;
        const { handle } = await provider.instanceActions.begin(
          { ...standing, operationId: `op-action-${number}` },
          action.type === 'snapshot'
            ? { ...action, name: `snap-${number}` }
            : action,
          options,
        );
        for (;;) {
          const progress = await provider.instanceActions.progress(
            standing,
            action,
            handle,
            options,
          );
          if (progress.fault) {
            throw new Error(progress.fault.message);
          }
          if (progress.settled) {
            break;
          }
          await sleep(POLL_MS);
        }
        if (action.type === 'start') {
          await provider.instanceActions.openConsole(standing, options);
        }
      }
    }

    async function makeAndRemove(provider: ProxmoxProvider): Promise<void> {
      const target = await make(provider, standing.projectExternalId, 'gpu');
      while (await provider.instances.getState(target, options)) {
        await provider.instances.remove(target, options);
        await sleep(POLL_MS);
      }
    }

    /** What the portal does, what takes longest last. */
    async function walk(): Promise<void> {
      const provider = create();
      await read(provider);
      await manageProject(provider);
      await act(provider);
      await makeAndRemove(provider);
    }

    beforeAll(async () => {
      estate = await startSimulators({
        machines: 120,
        instances: 10,
        speed: 400,
      });
      cluster = estate.proxmox.find(one => one.version.startsWith(version))!;
      const provider = create();
      const { externalId } = await provider.projects.ensureProject(
        newProject(),
        options,
      );
      standing = await make(provider, externalId, 'small');
    });
    afterAll(() => estate.stop());

    it('is enough', async () => {
      await grant(privileges);
      await expect(walk()).resolves.toBeUndefined();
    });

    it('shows all that an administrator sees', async () => {
      const { adminTokenId, adminTokenSecret } = demoProxmox;
      const administrator = create({
        auth: { tokenId: adminTokenId, secret: adminTokenSecret },
      });
      expect(await read(create())).toEqual(await read(administrator));
    });

    it.each(privileges)('is too little without %s', async missing => {
      await grant(privileges.filter(name => name !== missing));
      await expect(walk()).rejects.toThrow(
        new RegExp(
          `^(?=.*\\b${KEY})(.*lacks (\\S+ or )?${missing}( or \\S+)? on /|.*Permission check failed( \\(\\S+, ${missing}\\))?;).*\\.$`,
        ),
      );
    });
  });
});
