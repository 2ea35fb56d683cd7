import { mockServices } from '@backstage/backend-test-utils';
import { OpenStackProvider } from '@ironstage/plugin-infra-backend-module-openstack';
import { isProviderError } from '@ironstage/plugin-infra-node';
import { labCloud, labConfig } from './labCloud';
import { isLabServiceRunning, withoutLabService } from './labServices';

const lab = labCloud();
const patient = () => ({ signal: new AbortController().signal });

// eslint-disable-next-line jest/no-disabled-tests -- skipped where there is no lab, and says so
(lab ? describe : describe.skip)(
  'a real OpenStack that loses a service',
  () => {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);

    async function read(
      provider: OpenStackProvider,
      kind:
        | 'instance'
        | 'flavor'
        | 'project'
        | 'network'
        | 'hypervisor'
        | 'machine',
    ) {
      let rows = 0;
      for await (const page of provider.inventory.pages(kind, patient())) {
        rows += page.length;
      }
      return rows;
    }

    it.each([
      ['nova-api', 'compute', 'flavor', 'project'],
      ['neutron-api', 'network', 'network', 'flavor'],
      ['placement', 'placement', 'hypervisor', 'project'],
      ['ironic', 'baremetal', 'machine', 'hypervisor'],
    ] as const)(
      'says that it is away while %s is down, still reads the rest, and recovers',
      async (service, type, lost, kept) => {
        const provider = OpenStackProvider.create(labConfig(lab!), logger);
        const before = await read(provider, lost);
        expect(before).toBeGreaterThan(0);
        const isBack = async () => {
          await provider.check(patient());
          return (await read(provider, lost)) === before;
        };
        await withoutLabService(service, isBack, async () => {
          expect(await isLabServiceRunning(service)).toBe(false);
          const error = await read(provider, lost).then(
            () => undefined,
            (caught: unknown) => caught,
          );
          if (!isProviderError(error)) {
            throw new Error(`no ProviderError: ${String(error)}`);
          }
          expect(['unreachable', 'unavailable']).toContain(error.kind);
          expect(error.transient).toBe(true);
          expect(error.message).toContain(`The ${type} service of os-lab`);
          expect(await read(provider, kept)).toBeGreaterThan(0);
        });
        expect(await read(provider, lost)).toBe(before);
      },
    );
  },
);
