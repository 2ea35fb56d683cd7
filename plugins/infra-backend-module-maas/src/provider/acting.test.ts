import type { MachineAction } from '@ironstage/plugin-infra-node';
import bootResources from '../__fixtures__/maas-3.4.10-boot-resources.json';
import {
  machineWith,
  startPretendRegion,
  type PretendRegion,
  type Routes,
} from '../testing/pretendRegion';
import type { MaasProvider } from './MaasProvider';

const DEPLOY: MachineAction = {
  type: 'deploy',
  imageExternalId: 'ubuntu/jammy',
  userData: '#cloud-config\n',
};
const RELEASE: MachineAction = { type: 'release', erase: 'none' };
const MINE = { 'ironstage-operation': 'op-1' };

describe('acting on a machine', () => {
  let region: PretendRegion;
  let provider: MaasProvider;
  beforeAll(async () => {
    region = await startPretendRegion();
  });
  afterAll(() => region.close());

  const target = { externalId: 'aaaaaa', operationId: 'op-1' };
  const signal = () => AbortSignal.timeout(120_000);

  /** The machine as it is at the first, second … time that it is read; the last stays. */
  function given(states: Array<Record<string, unknown>>, routes: Routes = {}) {
    const left = states.map(state =>
      machineWith({ system_id: 'aaaaaa', power_type: 'ipmi', ...state }),
    );
    region.answer({
      'GET /machines/': { body: [] },
      'GET /machines/aaaaaa/': () => ({
        body: left.length > 1 ? left.shift() : left[0],
      }),
      'POST /machines/aaaaaa/?op=set_owner_data': () => ({ body: left[0] }),
      'GET /boot-resources/': { body: bootResources['GET boot-resources/'] },
      ...routes,
    });
    provider = region.provider();
  }

  const begin = (action: MachineAction) =>
    provider.machines.begin(target, action, { signal: signal() }).then(
      () => 'done',
      error => error,
    );

  const writes = () => region.asked().filter(one => one.startsWith('POST'));

  it('does not switch on what MAAS would install then', async () => {
    given([{ status: 10, owner: 'ironstage', owner_data: MINE }]);
    expect(await begin({ type: 'power-on' })).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('deploy it'),
    });
    expect(writes()).toEqual([]);
  });

  const installing = {
    status: 9,
    owner: 'ironstage',
    owner_data: MINE,
    osystem: 'ubuntu',
    distro_series: 'jammy',
  };
  const begunWith = (comment: string) => ({
    'GET /events/?op=query': {
      body: {
        events: [
          {
            id: 2,
            level: 'DEBUG',
            type: 'User starting deployment',
            description: `(ironstage) - ${comment}`,
            username: 'ironstage',
            created: 'Sun, 22 Nov. 2026 15:48:41',
          },
        ],
      },
    },
  });

  it('says so when another installation than its own runs', async () => {
    given([installing], begunWith(''));
    expect(await begin(DEPLOY)).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('ubuntu/jammy'),
    });
  });

  it('begins its own installation once', async () => {
    given([installing], begunWith('operation op-1'));
    expect(await begin(DEPLOY)).toBe('done');
    expect(writes()).toEqual([]);
  });

  it('looks whether an installation began that was answered with 500', async () => {
    const before = { status: 10, owner: 'ironstage', owner_data: MINE };
    const fault = {
      'POST /machines/aaaaaa/?op=deploy': {
        status: 500,
        body: 'could not connect to server: Connection refused (10.0.0.9:5432)',
      },
    };
    given([before, installing], { ...fault, ...begunWith('operation op-1') });
    expect(await begin(DEPLOY)).toBe('done');
    given([before, before], fault);
    const error = await begin(DEPLOY);
    expect(error).toMatchObject({ kind: 'unknown-outcome' });
    expect(error.message).not.toContain('5432');
    expect(error.detail).toContain('5432');
  });

  it('deploys nothing when the image has gone meanwhile, and says so', async () => {
    given([{ status: 10, owner: 'ironstage', owner_data: MINE }], {
      'GET /boot-resources/': { body: [] },
    });
    expect(await begin(DEPLOY)).toMatchObject({
      kind: 'invalid',
      message:
        'maas-test does not have the image ubuntu/jammy any more; nothing was installed on cpu-01.',
    });
    expect(writes()).toEqual([]);
  });

  it('deploys nothing on the machine of another operation', async () => {
    given([
      {
        status: 10,
        owner: 'ironstage',
        owner_data: { 'ironstage-operation': 'op-2' },
      },
    ]);
    expect(await begin(DEPLOY)).toMatchObject({ kind: 'conflict' });
    expect(writes()).toEqual([]);
  });

  it.each([
    ['that another account has', { owner: 'alice', owner_data: MINE }],
    ['that no operation took', { owner: 'ironstage', owner_data: {} }],
  ])('does not release a machine %s', async (_, whose) => {
    given([{ status: 6, ...whose }]);
    expect(await begin(RELEASE)).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('nothing was done'),
    });
    expect(writes()).toEqual([]);
  });

  it.each([
    ['by its mark', MINE, []],
    ['by its agent name, before the mark is written', {}, ['aaaaaa']],
  ])('releases what it took, known %s', async (_, data, byAgent) => {
    given([{ status: 6, owner: 'ironstage', owner_data: data }], {
      'GET /machines/': {
        body: byAgent.map(id =>
          machineWith({ system_id: id, owner: 'ironstage' }),
        ),
      },
      'POST /machines/aaaaaa/?op=release': { body: null },
    });
    expect(await begin(RELEASE)).toBe('done');
    expect(writes()).toEqual(['POST /machines/aaaaaa/?op=release']);
  });

  it.each(['commission', 'power-on', 'power-off'] as const)(
    'does not begin %s of a machine that is switched by hand',
    async type => {
      given([
        {
          status: type === 'commission' ? 4 : 6,
          owner: null,
          power_type: 'manual',
          power_state: 'unknown',
        },
      ]);
      expect(await begin({ type })).toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('by hand'),
      });
      expect(writes()).toEqual([]);
    },
  );

  it.each([
    [
      503,
      'No rack controllers can access the BMC of node r11-n01',
      'unavailable',
      'management controller',
    ],
    [403, 'BMC: incorrect password.', 'unavailable', 'management controller'],
    [
      503,
      'Unable to change power state: another action is already in progress.',
      'unavailable',
      'is switching',
    ],
    [
      503,
      'No more IPs available in subnet: 10.0.0.0/24.',
      'capacity',
      'no free IP address',
    ],
  ])(
    'blames for a %i "%s" neither the account nor the region',
    async (status, body, kind, words) => {
      given(
        [
          {
            status: 6,
            owner: 'ironstage',
            owner_data: MINE,
            power_state: 'off',
          },
        ],
        { 'POST /machines/aaaaaa/?op=power_on': { status, body } },
      );
      const error = await begin({ type: 'power-on' });
      expect(error).toMatchObject({
        kind,
        message: expect.stringContaining(words),
        detail: expect.stringContaining(body),
      });
      expect(error.message).not.toContain('10.0.0.0');
    },
  );

  it.each([
    ['a commissioning', { status: 1, owner: 'somebody' }, 0],
    ['an installation', { status: 9, owner: 'ironstage' }, 10],
    ['a test', { status: 21, owner: null }, 4],
    ['an erasure', { status: 14, owner: 'ironstage' }, 15],
  ])('ends %s that is under way, once', async (_, state, after) => {
    given([state], { 'POST /machines/aaaaaa/?op=abort': { body: null } });
    expect(await begin({ type: 'abort' })).toBe('done');
    expect(writes()).toEqual(['POST /machines/aaaaaa/?op=abort']);
    given([{ ...state, status: after }]);
    expect(await begin({ type: 'abort' })).toBe('done');
    expect(writes()).toEqual([]);
  });

  it.each([
    ['a release, which MAAS does not end', { status: 12, owner: 'ironstage' }],
    ["somebody else's installation", { status: 9, owner: 'alice' }],
    ['what is locked', { status: 9, owner: 'ironstage', locked: true }],
  ])('does not end %s', async (_, state) => {
    given([state]);
    expect(await begin({ type: 'abort' })).toMatchObject({ kind: 'conflict' });
    expect(writes()).toEqual([]);
  });

  it('does not take for gone what it can not read', async () => {
    region.answer({
      'GET /machines/': {
        body: [machineWith({ system_id: 'aaaaaa', hostname: null })],
      },
    });
    await expect(
      provider.machines.getStates(['aaaaaa'], { signal: signal() }),
    ).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it('holds nothing that is ready or broken, though MAAS 3.7 leaves an owner there', async () => {
    for (const status of [4, 8]) {
      region.answer({
        'GET /machines/': {
          body: [
            machineWith({
              system_id: 'aaaaaa',
              status,
              owner: 'ironstage',
              owner_data: MINE,
            }),
          ],
        },
      });
      const states = await provider.machines.getStates(['aaaaaa'], {
        signal: signal(),
      });
      expect(states.get('aaaaaa')).not.toHaveProperty('operationId');
    }
  });
});
