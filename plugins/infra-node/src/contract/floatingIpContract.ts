/* eslint-disable jest/no-export -- tests that provider modules run from here */
import type { FloatingIpManager } from '../provider/FloatingIpManager';
import type { InstanceTarget } from '../provider/InstanceManager';
import { makeInstance, type MadeInstance } from './makeInstance';
import {
  expectPresentable,
  failureOf,
  newOperationId,
  patient,
  type ContractContext,
} from './support';

/** Tests of the `FloatingIpManager`; the policy of the endpoint must allow one address at least. */
export function describeFloatingIps(context: ContractContext): void {
  const { options, provider } = context;
  const floating = (): FloatingIpManager => provider().floatingIps!;

  describe('floating addresses', () => {
    let made: MadeInstance;
    let target: InstanceTarget;
    beforeAll(async () => {
      made = await makeInstance(context);
      target = made.target;
    }, options.testTimeoutMs ?? 120_000);
    afterAll(() => made?.remove(), options.testTimeoutMs ?? 120_000);

    const list = () =>
      floating().list(
        { projectExternalId: target.projectExternalId },
        patient(),
      );

    it('gives an instance one address however often it is asked, and takes it back', async () => {
      expect(await list()).toEqual([]);
      const request = { ...target, operationId: newOperationId() };
      const first = await floating().ensureFloatingIp(request, patient());
      expect(first).toMatchObject({
        address: expect.stringMatching(/^[0-9a-f.:]+$/),
        instanceExternalId: target.externalId,
      });
      expect(await floating().ensureFloatingIp(request, patient())).toEqual(
        first,
      );
      expect(await list()).toEqual([first]);

      const back = {
        projectExternalId: target.projectExternalId,
        externalId: first.externalId,
      };
      await floating().removeFloatingIp(back, patient());
      await floating().removeFloatingIp(back, patient());
      expect(await list()).toEqual([]);
    });

    it('refuses an address for an instance that is not there, and makes none', async () => {
      const error = await failureOf(
        floating().ensureFloatingIp(
          {
            ...target,
            externalId: '00000000-0000-4000-8000-000000000000',
            operationId: newOperationId(),
          },
          patient(),
        ),
      );
      expect(['not-found', 'conflict']).toContain(error.kind);
      expectPresentable(error, options);
      expect(await list()).toEqual([]);
    });
  });
}
