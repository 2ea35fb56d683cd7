import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { GiB, vector } from '@ironstage/plugin-infra-common';
import { OpenStackProvider } from '@ironstage/plugin-infra-backend-module-openstack';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { labCloud, labConfig } from './labCloud';
import { labWitness, type LabWitness } from './labWitness';

const lab = labCloud();
const patient = () => ({ signal: new AbortController().signal });

const SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAS8NdUfREHN8JxGmjU/IXZ5E2pecgFKHxchty322aAB effects@example';
const FIDO_KEY =
  'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIBxA8EPbZqGs/EZpi4Bihdo5oyz5T2kxP/pPLp1RQHtEAAAABHNzaDo= effects@example';

/** Releases whose Nova can read the key of a FIDO device; an older one boots the instance without a key pair. */
const READS_FIDO_KEYS = new Set(['2026.2']);

// eslint-disable-next-line jest/no-disabled-tests -- skipped where there is no lab, and says so
(lab ? describe : describe.skip)(
  'what the provider does to a real OpenStack',
  () => {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    let provider: OpenStackProvider;
    let witness: LabWitness;
    const id = randomUUID().slice(0, 8);
    const request = {
      operationId: `effects-${id}`,
      name: `effects-${id}`,
      description: 'Made by a test',
      owner: 'group:default/contract-team',
      environment: 'dev',
    };
    let target: typeof request & { externalId: string };
    let networkId: string;
    let giant: string;

    beforeAll(async () => {
      provider = OpenStackProvider.create(labConfig(lab!), logger);
      witness = await labWitness(lab!);
      const { projects } = provider;
      target = {
        ...request,
        ...(await projects.ensureProject(request, patient())),
      };
      await projects.ensureAccess(target, patient());
      await provider.quotas.setQuota(
        {
          ...target,
          quota: vector({
            vcpus: 100_000,
            memoryBytes: 900_000 * GiB,
            storageBytes: 70 * GiB,
            instances: 3,
          }),
        },
        patient(),
      );
      const made = await provider.networks.ensureNetwork(target, patient());
      networkId = made.networkExternalId;
      await provider.networks.ensureFirewallBaseline(target, patient());
      const { flavor } = await witness.post('compute', '/flavors', {
        flavor: { name: `giant-${id}`, vcpus: 50_000, ram: 1024, disk: 1 },
      });
      giant = flavor.id;
    });

    afterAll(async () => {
      await provider.projects.removeProject(target, patient());
      await witness.remove('compute', `/flavors/${giant}`);
    });

    it('lets nothing in but SSH from where the configuration says', async () => {
      const { security_groups: groups } = await witness.get(
        'network',
        `/security-groups?project_id=${target.externalId}`,
      );
      expect(groups).toHaveLength(1);
      const incoming = groups[0].security_group_rules
        .filter((rule: { direction: string }) => rule.direction === 'ingress')
        .map((rule: Record<string, unknown>) => [
          rule.ethertype,
          rule.protocol,
          rule.port_range_min,
          rule.port_range_max,
          rule.remote_ip_prefix,
        ]);
      expect(incoming.sort()).toEqual([
        ['IPv4', 'tcp', 22, 22, '192.0.2.0/24'],
        ['IPv6', 'tcp', 22, 22, '2001:db8::/32'],
      ]);
    });

    it('limits the project in Nova and Neutron', async () => {
      const { quota_set: compute } = await witness.get(
        'compute',
        `/os-quota-sets/${target.externalId}`,
      );
      expect(compute).toMatchObject({
        cores: 100_000,
        ram: 900_000 * 1024,
        instances: 3,
      });
      const { quota } = await witness.get(
        'network',
        `/quotas/${target.externalId}`,
      );
      expect(quota).toMatchObject({ network: 2, floatingip: 1 });
    });

    it('gives the portal and the group of the team their roles', async () => {
      const { role_assignments: roles } = await witness.get(
        'identity',
        `/role_assignments?scope.project.id=${target.externalId}&include_names`,
      );
      const found = roles.map(
        (one: {
          user?: { name: string };
          group?: { name: string };
          role: { name: string };
        }) =>
          `${one.user?.name ?? `group ${one.group?.name}`}: ${one.role.name}`,
      );
      expect(found).toEqual(
        expect.arrayContaining([
          `${lab!.admin.username}: member`,
          'group contract-team: member',
        ]),
      );
    });

    it('connects the network of the project to the outside', async () => {
      const { routers } = await witness.get(
        'network',
        `/routers?project_id=${target.externalId}`,
      );
      expect(routers).toHaveLength(1);
      expect(routers[0].external_gateway_info.external_fixed_ips).toHaveLength(
        1,
      );
      const { ports } = await witness.get(
        'network',
        `/ports?device_id=${routers[0].id}&network_id=${networkId}`,
      );
      expect(ports).toHaveLength(1);
    });

    it('tells why no host took an instance, also in the list, which Nova leaves out', async () => {
      const rows = async (kind: 'image' | 'instance') => {
        const all: InventoryItem[] = [];
        for await (const page of provider.inventory.pages(kind, patient())) {
          all.push(...page);
        }
        return all;
      };
      const [image] = await rows('image');
      const { externalId } = await provider.instances!.ensureInstance(
        {
          operationId: `${request.operationId}-vm`,
          name: 'too-large',
          projectExternalId: target.externalId,
          flavorExternalId: giant,
          imageExternalId: image.externalId,
          networkExternalIds: [networkId],
          userData: '',
          metadata: {},
        },
        patient(),
      );
      const instance = { externalId, projectExternalId: target.externalId };
      let state = await provider.instances!.getState(instance, patient());
      for (let i = 0; i < 100 && !state?.settled; i++) {
        await new Promise(resolve => setTimeout(resolve, 300));
        state = await provider.instances!.getState(instance, patient());
      }
      expect(state).toMatchObject({
        status: 'error',
        fault: {
          class: 'capacity',
          message: 'No host of os-lab has room for this instance right now.',
          detail: 'No valid host was found.',
        },
      });
      const row = (await rows('instance')).find(
        one => one.externalId === externalId,
      );
      expect(row).toMatchObject({
        status: 'error',
        attributes: {
          fault: 'No valid host was found.',
          operationId: `${request.operationId}-vm`,
        },
      });
      await provider.instances!.remove(instance, patient());
      for (let i = 0; i < 100; i++) {
        if (!(await provider.instances!.getState(instance, patient()))) {
          break;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    });

    it('boots with a key pair of Nova, which is gone behind the boot while the instance still names it', async () => {
      const [flavor] = (
        await witness.get('compute', '/flavors')
      ).flavors.filter((one: { name: string }) => one.name === 'small');
      const [image] = (await witness.get('image', '/images')).images;
      const boot = (name: string, sshPublicKey: string) =>
        provider.instances!.ensureInstance(
          {
            operationId: `${request.operationId}-${name}`,
            name,
            projectExternalId: target.externalId,
            flavorExternalId: flavor.id,
            imageExternalId: image.id,
            networkExternalIds: [networkId],
            userData: '',
            sshPublicKey,
            metadata: {},
          },
          patient(),
        );
      const keyNameOf = async ({ externalId }: { externalId: string }) =>
        (await witness.get('compute', `/servers/${externalId}`)).server
          .key_name;
      const keyPairs = async () =>
        (await witness.get('compute', '/os-keypairs')).keypairs;

      const plain = await boot('with-key', SSH_KEY);
      expect(await keyNameOf(plain)).toBe(
        `ironstage-op-${request.operationId}-with-key`,
      );
      const fido = await boot('with-fido-key', FIDO_KEY);
      expect(await keyNameOf(fido)).toBe(
        READS_FIDO_KEYS.has(lab!.release)
          ? `ironstage-op-${request.operationId}-with-fido-key`
          : null,
      );
      expect(await keyPairs()).toEqual([]);

      for (const { externalId } of [plain, fido]) {
        const instance = { externalId, projectExternalId: target.externalId };
        await provider.instances!.remove(instance, patient());
        for (let i = 0; i < 100; i++) {
          if (!(await provider.instances!.getState(instance, patient()))) {
            break;
          }
          await new Promise(resolve => setTimeout(resolve, 100));
        }
      }
    });

    it('sees a resize fail that leaves the instance as it was, and takes the address back with the instance', async () => {
      const rows = async (kind: 'image' | 'flavor') => {
        const all: InventoryItem[] = [];
        for await (const page of provider.inventory.pages(kind, patient())) {
          all.push(...page);
        }
        return all;
      };
      const small = (await rows('flavor')).find(one => one.name === 'small');
      const [image] = await rows('image');
      const { externalId } = await provider.instances!.ensureInstance(
        {
          operationId: `${request.operationId}-resized`,
          name: 'resized',
          projectExternalId: target.externalId,
          flavorExternalId: small!.externalId,
          imageExternalId: image.externalId,
          networkExternalIds: [networkId],
          userData: '',
          metadata: {},
        },
        patient(),
      );
      const instance = { externalId, projectExternalId: target.externalId };
      const settled = async () => {
        let state = await provider.instances!.getState(instance, patient());
        for (let i = 0; i < 100 && state && !state.settled; i++) {
          await new Promise(resolve => setTimeout(resolve, 300));
          state = await provider.instances!.getState(instance, patient());
        }
        return state;
      };
      expect(await settled()).toMatchObject({ status: 'active' });
      const { address } = await provider.floatingIps!.ensureFloatingIp(
        { ...instance, operationId: `${request.operationId}-address` },
        patient(),
      );

      const actions = provider.instanceActions!;
      const action = { type: 'resize', flavorExternalId: giant } as const;
      const { handle } = await actions.begin(
        { ...instance, operationId: `${request.operationId}-resize` },
        action,
        patient(),
      );
      let progress = await actions.progress(
        instance,
        action,
        handle,
        patient(),
      );
      for (let i = 0; i < 100 && !progress.settled; i++) {
        await new Promise(resolve => setTimeout(resolve, 300));
        progress = await actions.progress(instance, action, handle, patient());
      }
      expect(progress).toMatchObject({
        settled: true,
        fault: {
          class: 'capacity',
          detail: expect.stringContaining('No valid host was found'),
        },
      });
      expect(await settled()).toMatchObject({ status: 'active' });

      await provider.instances!.remove(instance, patient());
      for (let i = 0; i < 100 && (await settled()); i++) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      const { floatingips: left } = await witness.get(
        'network',
        `/floatingips?floating_ip_address=${address}`,
      );
      expect(left).toEqual([]);
    });

    it('counts the GPUs of hosts in all three forms', async () => {
      const models: Record<string, number> = {};
      for await (const page of provider.inventory.pages(
        'hypervisor',
        patient(),
      )) {
        for (const host of page) {
          for (const [model, count] of Object.entries(
            host.capacity?.deliverable.gpus ?? {},
          )) {
            models[model] = (models[model] ?? 0) + count;
          }
        }
      }
      expect(models).toEqual({ 'a100/vgpu': 8, a100: 8, h100: 8 });
    });

    it('leaves nothing behind when the project is removed', async () => {
      await provider.projects.removeProject(target, patient());
      for (const what of ['networks', 'subnets', 'routers', 'ports']) {
        const found = await witness.get(
          'network',
          `/${what}?project_id=${target.externalId}`,
        );
        expect(found[what]).toEqual([]);
      }
      // asking for the groups of a project would make its default group again, so ask for all
      const { security_groups: groups } = await witness.get(
        'network',
        '/security-groups',
      );
      expect(
        groups.filter(
          (group: { project_id: string }) =>
            group.project_id === target.externalId,
        ),
      ).toEqual([]);
      const { quotas } = await witness.get('network', '/quotas');
      expect(
        quotas.filter(
          (quota: { project_id: string }) =>
            quota.project_id === target.externalId,
        ),
      ).toEqual([]);
      await expect(
        witness.get('identity', `/projects/${target.externalId}`),
      ).rejects.toThrow('404');
    });
  },
);
