/* eslint-disable jest/no-export -- tests that provider modules run from here */
import {
  GiB,
  vector,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { ProjectManager, ProjectTarget } from '../provider/ProjectManager';
import {
  expectPresentable,
  failureOf,
  newName,
  newOperationId,
  patient,
  readAll,
  type ContractContext,
} from './support';

/** Enough for the instances of the contract tests. */
export const DEFAULT_QUOTA: ResourceVector = vector({
  vcpus: 16,
  memoryBytes: 64 * GiB,
  storageBytes: 500 * GiB,
  instances: 5,
});

/** What the tests ask for when they make a project. */
export function projectRequest(context: ContractContext) {
  return {
    operationId: newOperationId(),
    name: newName(),
    description: 'Made by the contract tests',
    owner: context.options.owner ?? 'group:default/contract-team',
    environment: 'dev',
  };
}

/** Makes a project with everything that belongs to it. */
export async function makeProject(
  context: ContractContext,
): Promise<{ target: ProjectTarget; networkExternalId: string | undefined }> {
  const { projects, quotas, networks } = context.provider();
  if (!projects) {
    throw new Error('The provider has no projects');
  }
  const request = projectRequest(context);
  const { externalId } = await projects.ensureProject(request, patient());
  const target = {
    operationId: request.operationId,
    externalId,
    name: request.name,
  };
  await projects.ensureAccess({ ...target, owner: request.owner }, patient());
  await quotas?.setQuota(
    { ...target, quota: context.options.quota ?? DEFAULT_QUOTA },
    patient(),
  );
  const network = await networks?.ensureNetwork(target, patient());
  await networks?.ensureFirewallBaseline(target, patient());
  return { target, networkExternalId: network?.networkExternalId };
}

/** Tests of the `ProjectManager`. */
export function describeProjects(context: ContractContext): void {
  const { options, provider } = context;
  const projects = (): ProjectManager => provider().projects!;

  describe('projects', () => {
    const made: ProjectTarget[] = [];
    afterAll(async () => {
      for (const target of made) {
        await projects().removeProject(target, patient());
      }
    });

    it('makes one tenant however often it is asked', async () => {
      const request = projectRequest(context);
      expect(await projects().findProject(request, patient())).toBeUndefined();
      const first = await projects().ensureProject(request, patient());
      made.push({ ...request, ...first });
      const second = await projects().ensureProject(request, patient());
      expect(second).toEqual(first);
      expect(await projects().findProject(request, patient())).toEqual(first);
      const rows = (await readAll(provider(), 'project')).filter(
        row => row.name === request.name,
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({
        externalId: first.externalId,
        attributes: { operationId: request.operationId },
      });
    });

    it('makes one tenant for calls at the same time', async () => {
      const request = projectRequest(context);
      const all = await Promise.all(
        [1, 2, 3].map(() => projects().ensureProject(request, patient())),
      );
      made.push({ ...request, ...all[0] });
      expect(new Set(all.map(one => one.externalId)).size).toBe(1);
    });

    it('does not take a tenant that something else made', async () => {
      const request = projectRequest(context);
      const first = await projects().ensureProject(request, patient());
      made.push({ ...request, ...first });
      const rival = { ...request, operationId: newOperationId() };
      const error = await failureOf(projects().ensureProject(rival, patient()));
      expect(error.kind).toBe('conflict');
      expectPresentable(error, options);
      expect(await projects().findProject(rival, patient())).toBeUndefined();
      // nor does it remove one
      const removal = await failureOf(
        projects().removeProject({ ...rival, ...first }, patient()),
      );
      expect(removal.kind).toBe('conflict');
      expectPresentable(removal, options);
      expect(await projects().findProject(request, patient())).toEqual(first);
    });

    it('does everything twice with the same result, and undoes it twice', async () => {
      const { target, networkExternalId } = await makeProject(context);
      const owner = options.owner ?? 'group:default/contract-team';
      const quota = options.quota ?? DEFAULT_QUOTA;
      await projects().ensureAccess({ ...target, owner }, patient());
      await provider().quotas?.setQuota({ ...target, quota }, patient());
      await provider().networks?.ensureNetwork(target, patient());
      await provider().networks?.ensureFirewallBaseline(target, patient());
      const networks = await readAll(provider(), 'network');
      expect(
        networks
          .filter(row => row.projectExternalId === target.externalId)
          .map(row => row.externalId),
      ).toEqual(networkExternalId === undefined ? [] : [networkExternalId]);

      await projects().removeProject(target, patient());
      await projects().removeProject(target, patient());
      const after = await readAll(provider(), 'network');
      expect(after.map(row => row.externalId)).not.toContain(networkExternalId);
      const left = await provider().inventory.get(
        'project',
        target.externalId,
        patient(),
      );
      expect(left).toBeUndefined();
    });

    if (options.capabilities.includes('quotas')) {
      it('reads back the limits that it sets', async () => {
        const { target } = await makeProject(context);
        made.push(target);
        const quota = vector({
          vcpus: 6,
          memoryBytes: 12 * GiB,
          storageBytes: 70 * GiB,
          instances: 3,
        });
        const quotas = provider().quotas!;
        await quotas.setQuota({ ...target, quota }, patient());
        const limits = await quotas.getQuota(target, patient());
        expect(limits).toMatchObject({
          vcpus: 6,
          memoryBytes: 12 * GiB,
          instances: 3,
        });
        expect([70 * GiB, Infinity]).toContain(limits.storageBytes);
      });
    }
  });
}
