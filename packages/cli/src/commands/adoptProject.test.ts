import { vector } from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const tenant = (name: string, more: object = {}) => ({
  ref: `project:os-eu1/${name}`,
  provider: 'os-eu1',
  externalId: `id-${name}`,
  name,
  instances: 3,
  holds: vector({ vcpus: 12, memoryBytes: 8 * 2 ** 30, instances: 3 }),
  suggestion: { team: 'checkout', environment: 'staging' },
  ...more,
});

let portal: FakePortal;
let here: Here;

function tenants(...items: object[]) {
  portal.on('GET /api/infra/v1/tenants', () => ({
    json: { items, total: items.length, errors: [] },
  }));
}

beforeEach(async () => {
  portal = await new FakePortal().start();
  portal.on('POST /api/infra/v1/operations', () => ({
    status: 422,
    json: {
      error: {
        name: 'RefusedError',
        message: 'No',
        problems: [{ field: 'team', message: 'No', class: 'policy' }],
      },
    },
  }));
  here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'x' });
});

afterEach(() => portal.stop());

const asked = () => portal.to('/api/infra/v1/operations').map(one => one.body);

it('lists what could be taken over', async () => {
  tenants(tenant('checkout-staging'), tenant('legacy-7', { suggestion: null }));
  const { stdout } = await here.run(['tenants', '--search', 'x']);
  expect(stdout).toMatch(
    /checkout-staging +os-eu1 +3 +12 +8 GiB +checkout +staging +id-checkout-staging/,
  );
  expect(stdout).toMatch(/legacy-7 .* - +- +id-legacy-7/);
  expect(portal.received[0].path).toBe('/api/infra/v1/tenants?q=x&limit=50');
});

it('says so when there is none', async () => {
  tenants();
  expect((await here.run(['tenants'])).stdout).toBe(
    'There is no tenant that you could take over.\n',
  );
});

it('takes team and environment from the name', async () => {
  tenants(tenant('checkout-staging'), tenant('checkout-staging-2'));
  await here.run(['adopt-project', 'checkout-staging']);
  expect(asked()).toEqual([
    {
      type: 'project.adopt',
      input: {
        provider: 'os-eu1',
        tenant: 'checkout-staging',
        team: 'group:default/checkout',
        environment: 'staging',
      },
    },
  ]);
});

it('takes them from the options, and an id instead of the name', async () => {
  tenants();
  await here.run([
    ...['adopt-project', 'a1b2', '--provider', 'os-eu1'],
    ...['--team', 'payments', '--env', 'prod'],
  ]);
  expect(asked()).toMatchObject([
    { input: { tenant: 'a1b2', team: 'group:default/payments' } },
  ]);
});

it.each([
  [[], ['gone'], /no tenant "gone" that you could take over/],
  [
    [tenant('legacy-7', { suggestion: null })],
    ['legacy-7'],
    /does not tell whose it is: give --team and --env/,
  ],
  [
    [tenant('a'), tenant('a', { provider: 'os-eu2' })],
    ['a'],
    /choose one with --provider: os-eu1, os-eu2/,
  ],
])('asks for what is missing', async (items, args, words) => {
  tenants(...items);
  const { code, stderr } = await here.run(['adopt-project', ...args]);
  expect([code, asked()]).toEqual([2, []]);
  expect(stderr).toMatch(words);
});
