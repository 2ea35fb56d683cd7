import { mockServices } from '@backstage/backend-test-utils';
import { OpenStackProvider } from '@ironstage/plugin-infra-backend-module-openstack';
import type { ProviderCallOptions } from '@ironstage/plugin-infra-node';
import { labCloud, labConfig } from './labCloud';

const lab = labCloud();
const patient = (): ProviderCallOptions => ({
  signal: new AbortController().signal,
});

const ALL = ['bm-1', 'bm-2', 'bm-3', 'bm-4', 'bm-5', 'bm-6', 'bm-7'];
const HIDDEN =
  'Ironic of os-lab hides machines from the admin of a project; use an account of the project "service" with the role service beside admin (infra.openstack[0].auth), or set infra.openstack[0].baremetal.scope to system.';

/** What the account is told with the token of its own project, by what it takes to see all. */
const WITH_A_PROJECT = {
  account: { machines: ALL, problems: [] },
  system: {
    machines: HIDDEN,
    problems: [`Ironic can't be asked: ${HIDDEN}`],
  },
};

// eslint-disable-next-line jest/no-disabled-tests -- skipped where there is no lab, and says so
(lab ? describe : describe.skip)('the account and a real Ironic', () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);

  async function look(changes: Record<string, unknown>) {
    const provider = OpenStackProvider.create(labConfig(lab!, changes), logger);
    const names: string[] = [];
    const read = async () => {
      for await (const page of provider.inventory.pages('machine', patient())) {
        names.push(...page.map(row => row.name));
      }
      return names.sort();
    };
    const machines = await read().catch((error: Error) => error.message);
    const { problems } = await provider.health!.health(patient());
    return { machines, problems };
  }

  it('sees all machines, or is told by what account it would', async () => {
    expect(await look({ baremetal: { scope: 'project' } })).toEqual(
      WITH_A_PROJECT[lab!.metal],
    );
  });

  it('sees all machines as the configuration of this lab has it', async () => {
    expect(await look({})).toEqual({ machines: ALL, problems: [] });
  });
});
