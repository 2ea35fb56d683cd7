import {
  DEFAULT_IMAGE_RULES,
  type ImageRegister,
  type ImageVersion,
} from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const image = (name: string, changes: Partial<ImageVersion>): ImageVersion => ({
  name,
  version: '2025.01',
  state: 'newest',
  publishedAt: null,
  ageDays: null,
  copies: [],
  missingAt: [],
  instances: 0,
  machines: 0,
  users: [],
  moreUsers: 0,
  ...changes,
});

const register: ImageRegister = {
  rules: DEFAULT_IMAGE_RULES,
  families: [
    {
      family: 'eu-baseos',
      versions: [
        image('eu-baseos-2025.01', {
          ageDays: 40,
          copies: [{ ref: 'image:os-1/1', provider: 'os-1', status: 'active' }],
          missingAt: ['pve-1'],
          instances: 1,
          machines: 2,
          users: [
            {
              project: 'shop-dev',
              owner: 'group:default/shop',
              instances: 1,
              machines: 0,
            },
            { project: null, owner: null, instances: 0, machines: 2 },
          ],
        }),
      ],
    },
  ],
  others: [
    image('ubuntu/jammy', { version: null, instances: 3 }),
    image('ubuntu/focal', { version: null, state: 'gone' }),
  ],
  usesOf: 'estate',
  snapshots: 1,
  isComplete: true,
  errors: [],
};

describe('ironstage images', () => {
  let portal: FakePortal;
  let here: Here;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    portal.on('GET /api/infra/v1/images', () => ({ json: register }));
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it('shows what is newest, where it is missing, and what is named otherwise', async () => {
    expect(await here.run(['images'])).toEqual({
      code: 0,
      stdout: `Golden images
NAME               STATE                  AGE  AT    RUN BY
eu-baseos-2025.01  newest, not at pve-1  40 d  os-1  1 instance, 2 machines

Not named by the convention
NAME          STATE  AGE  AT  RUN BY
ubuntu/jammy  -        -  -   3 instances
ubuntu/focal  gone     -  -   -

And 1 snapshot of instances.
`,
      stderr:
        'The convention: region, what it is, and year.month, as in eu-baseos-2025.01.\n',
    });
  });

  it('shows who runs what', async () => {
    const { stdout } = await here.run(['images', '--users']);
    expect(stdout).toContain(
      'eu-baseos-2025.01  shop-dev  group:default/shop          1         0',
    );
    expect(stdout).toContain('(none)');
  });

  it('says when there is nothing', async () => {
    portal.on('GET /api/infra/v1/images', () => ({
      json: { ...register, families: [], others: [], snapshots: 0 },
    }));
    expect(await here.run(['images'])).toEqual({
      code: 0,
      stdout: 'There are no golden images that you may see.\n',
      stderr: '',
    });
  });
});
