/* eslint-disable jest/no-export -- tests that provider modules run from here */
import type {
  InstanceManager,
  InstanceRequest,
} from '../provider/InstanceManager';
import type { ProjectTarget } from '../provider/ProjectManager';
import { makeProject } from './projectContract';
import {
  ABSENT_ID,
  chooseParts,
  ensureInstance,
  expectPresentable,
  failureOf,
  newName,
  newOperationId,
  patient,
  readAll,
  removeInstance,
  waitForState,
  type ContractContext,
} from './support';

/** Made for these tests; nobody has the other half. */
const SSH_PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAS8NdUfREHN8JxGmjU/IXZ5E2pecgFKHxchty322aAB contract@example';

/** Tests of the `InstanceManager`, in a project of their own. */
export function describeInstances(context: ContractContext): void {
  const { options, provider } = context;
  const instances = (): InstanceManager => provider().instances!;

  describe('instances', () => {
    let project: ProjectTarget;
    let parts: Pick<
      InstanceRequest,
      'flavorExternalId' | 'imageExternalId' | 'networkExternalIds'
    >;

    const target = (externalId: string) => ({
      externalId,
      projectExternalId: project.externalId,
    });

    const removeAndWait = (externalId: string) =>
      removeInstance(context, target(externalId));

    beforeAll(async () => {
      const made = await makeProject(context);
      project = made.target;
      parts = await chooseParts(context, made.networkExternalId);
    }, options.testTimeoutMs ?? 120_000);

    afterAll(async () => {
      const rows = (await readAll(provider(), 'instance')).filter(
        row => row.projectExternalId === project.externalId,
      );
      for (const row of rows) {
        await removeAndWait(row.externalId);
      }
      await provider().projects!.removeProject(project, patient());
    }, options.testTimeoutMs ?? 120_000);

    const request = (): InstanceRequest => ({
      operationId: newOperationId(),
      name: newName(),
      projectExternalId: project.externalId,
      ...parts,
      userData: '#cloud-config\nhostname: contract\n',
      sshPublicKey: SSH_PUBLIC_KEY,
      metadata: { 'contract-test': 'yes' },
    });

    const find = (operationId: string) =>
      instances().findByOperation(
        { operationId, projectExternalId: project.externalId },
        patient(),
      );

    it('makes one instance, follows it, finds it and removes it', async () => {
      const wanted = request();
      expect(await find(wanted.operationId)).toEqual([]);
      const { externalId } = await ensureInstance(context, wanted);
      expect(await find(wanted.operationId)).toEqual([target(externalId)]);

      const state = await waitForState(
        context,
        target(externalId),
        now => now?.settled === true,
      );
      expect(state).toMatchObject({ status: 'active', settled: true });
      expect(state?.fault).toBeUndefined();
      const row = (await readAll(provider(), 'instance')).find(
        one => one.externalId === externalId,
      );
      expect(row).toMatchObject({
        name: wanted.name,
        status: 'active',
        projectExternalId: project.externalId,
        attributes: {
          operationId: wanted.operationId,
          addresses: [expect.any(String)],
          flavor: expect.any(String),
        },
        vector: { instances: 1 },
      });
      expect(state?.item).toEqual(row);

      // again, after it has been made
      expect(await ensureInstance(context, wanted)).toEqual({
        externalId,
      });

      await removeAndWait(externalId);
      await removeAndWait(externalId);
      expect(await find(wanted.operationId)).toEqual([]);
      expect(
        await provider().inventory.get('instance', externalId, patient()),
      ).toBeUndefined();
    });

    it('makes one instance for calls at the same time', async () => {
      const wanted = request();
      const all = await Promise.all(
        [1, 2, 3].map(() => ensureInstance(context, wanted)),
      );
      expect(new Set(all.map(one => one.externalId)).size).toBe(1);
      expect(await find(wanted.operationId)).toHaveLength(1);
      const rows = (await readAll(provider(), 'instance')).filter(
        row => row.name === wanted.name,
      );
      expect(rows).toHaveLength(1);
      await removeAndWait(all[0].externalId);
    });

    it('keeps the project while an instance is in it', async () => {
      const { externalId } = await ensureInstance(context, request());
      const error = await failureOf(
        provider().projects!.removeProject(project, patient()),
      );
      expect(error.kind).toBe('conflict');
      expectPresentable(error, options);
      expect(
        await instances().getState(target(externalId), patient()),
      ).toBeDefined();
      await removeAndWait(externalId);
    });

    it('says what is wrong with a request', async () => {
      const error = await failureOf(
        ensureInstance(context, {
          ...request(),
          flavorExternalId: options.absentId ?? ABSENT_ID,
        }),
      );
      expect(['invalid', 'not-found']).toContain(error.kind);
      expectPresentable(error, options);
    });

    it('knows nothing of an instance that is not there', async () => {
      const nothing = target(options.absentId ?? ABSENT_ID);
      expect(await instances().getState(nothing, patient())).toBeUndefined();
      await instances().remove(nothing, patient());
    });
  });
}
