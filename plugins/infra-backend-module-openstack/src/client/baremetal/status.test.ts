import { MACHINE_STATUSES } from '@ironstage/plugin-infra-common';
import nodes from '../../__fixtures__/zed-ironic-nodes-detail.json';
import { conditionOfNode, PROVISION_STATES } from './status';
import { nodeSchema } from './types';

const recorded = nodes.response.body.nodes[0];
const node = (changes: object) =>
  nodeSchema.parse({ ...recorded, power_state: 'power off', ...changes });

/** `ALL_STATES` of ironic/common/states.py (39.0), what 21.1 and 39.0 have beside them, and our word for each. */
const OF_IRONIC = [
  ['enroll', 'new', true],
  ['verifying', 'commissioning', false],
  ['manageable', 'new', true],
  ['inspecting', 'commissioning', false],
  ['inspect wait', 'commissioning', false],
  ['inspect failed', 'failed', true],
  ['adopting', 'commissioning', false],
  ['adopt failed', 'failed', true],
  ['available', 'ready', true],
  ['cleaning', 'releasing', false],
  ['clean wait', 'releasing', false],
  ['clean hold', 'releasing', true],
  ['clean failed', 'failed', true],
  ['deploy', 'deploying', false],
  ['deploying', 'deploying', false],
  ['wait call-back', 'deploying', false],
  ['deploy hold', 'deploying', true],
  ['deploy complete', 'deploying', false],
  ['deploy failed', 'failed', true],
  ['rebuild', 'deploying', false],
  ['active', 'deployed', true],
  ['service', 'testing', false],
  ['servicing', 'testing', false],
  ['service wait', 'testing', false],
  ['service hold', 'testing', true],
  ['service failed', 'failed', true],
  ['undeploy', 'releasing', false],
  ['deleting', 'releasing', false],
  ['deleted', 'releasing', false],
  ['rescuing', 'rescue', false],
  ['rescue wait', 'rescue', false],
  ['rescue', 'rescue', true],
  ['rescue failed', 'failed', true],
  ['unrescuing', 'rescue', false],
  ['unrescue failed', 'failed', true],
  ['error', 'failed', true],
] as const;

const POWER = ['power on', 'power off', 'error', null] as const;

it('knows every provision state of Ironic, and no others', () => {
  expect(Object.keys(PROVISION_STATES)).toEqual(OF_IRONIC.map(([one]) => one));
});

describe.each(OF_IRONIC)('a node that is %s', (state, status, settled) => {
  const known = POWER.filter(power => power?.startsWith('power'));

  it.each(known)('is told by its state, with %s', power => {
    const found = conditionOfNode(
      node({ provision_state: state, power_state: power }),
    );
    expect(found).toMatchObject({
      status,
      settled,
      free: state === 'available',
    });
    expect(found.sentence).toMatch(/^(is|has|goes|comes|failed) [^.]+$/);
  });

  it.each(POWER)('is given to nobody in maintenance, with power %s', power => {
    const found = conditionOfNode(
      node({ provision_state: state, power_state: power, maintenance: true }),
    );
    expect(found).toEqual({
      status: 'broken',
      settled: true,
      free: false,
      sentence: 'is in maintenance',
    });
  });

  it.each(POWER)('is a status of ours when retired, with power %s', power => {
    const found = conditionOfNode(
      node({ provision_state: state, power_state: power, retired: true }),
    );
    expect(MACHINE_STATUSES).toContain(found.status);
    expect(found.status).toBe(state === 'active' ? 'deployed' : 'retired');
    expect(found.free).toBe(false);
  });

  it.each([null, 'error'])('is free for nobody with power %s', power => {
    const found = conditionOfNode(
      node({ provision_state: state, power_state: power }),
    );
    expect(found.free).toBe(false);
    expect(found.status).toBe(state === 'available' ? 'broken' : status);
  });
});

it('calls a node that is kept for a server allocated', () => {
  for (const keeper of [{ instance_uuid: 's-1' }, { allocation_uuid: 'a-1' }]) {
    expect(conditionOfNode(node(keeper))).toMatchObject({
      status: 'allocated',
      free: false,
    });
  }
});

it('takes the null of old microversions for available', () => {
  expect(conditionOfNode(node({ provision_state: null })).free).toBe(true);
});

it('does not guess what a state of a later Ironic is, but what failed has failed', () => {
  expect(
    conditionOfNode(node({ provision_state: 'something of 2030' })),
  ).toEqual({
    status: 'unknown',
    settled: false,
    free: false,
    sentence: 'is in a state that is not known: "something of 2030"',
  });
  expect(
    conditionOfNode(node({ provision_state: 'polish failed' })).status,
  ).toBe('failed');
});
