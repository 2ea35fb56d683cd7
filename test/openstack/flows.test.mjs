// The three golden paths against a real OpenStack, and what happens when it or the portal fails
// half-way. Run by `npm run test:openstack`, which brings the lab up and sets OS_* for it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabAdmin } from './LabAdmin.mjs';
import { Portal, SSH_KEY } from './Portal.mjs';

const LAB_CONFIG = 'test/openstack/app-config.lab.yaml';
const SHARES_OF_GPUS = 8;

const lab = new LabAdmin();
const portal = new Portal({ openstack: lab.openstack, configs: [LAB_CONFIG] });

const run = Date.now().toString(36).slice(-4);
const environment = ['dev', 'staging', 'prod'];
let project;
let projectExternalId;

const vm = (name, changes = {}) => ({
  project,
  name: `${name}-${run}`,
  flavor: 'small',
  image: 'tiny',
  sshPublicKey: SSH_KEY,
  ...changes,
});

const gpu = name => ({
  project,
  name: `${name}-${run}`,
  model: 'a100/vgpu',
  count: 1,
  days: 7,
  purpose: 'Train the ranking model',
  image: 'tiny',
  sshPublicKey: SSH_KEY,
});

async function accepted(answer) {
  const { status, body } = await answer;
  assert.equal(status, 202, JSON.stringify(body));
  return body;
}

async function grantGpu(name) {
  const operation = await accepted(
    portal.submit('dana', 'gpu.request', gpu(name)),
  );
  assert.equal(operation.state, 'pending_approval');
  const { status } = await portal.call(
    'amira',
    'POST',
    `/v1/operations/${operation.id}/approve`,
    { comment: 'Go ahead' },
  );
  assert.equal(status, 200);
  return portal.ended(operation.id);
}

async function remove(ref) {
  const operation = await accepted(
    portal.submit('dana', 'instance.delete', { ref }),
  );
  const ended = await portal.ended(operation.id);
  assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
}

before(async () => {
  await lab.login();
  await portal.start();
  await portal.sync();
});

after(async () => {
  await portal.stop();
});

describe('the three golden paths on a real OpenStack', () => {
  it('creates a project with quota, network and firewall, once', async () => {
    // what an earlier run left is in the way of the name, so the first free one is taken
    for (const name of environment) {
      const { status, body } = await portal.submit('dana', 'project.create', {
        team: 'group:default/checkout',
        environment: name,
        provider: 'os-lab',
      });
      if (status === 202) {
        const ended = await portal.ended(body.id);
        assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
        project = body.project;
        break;
      }
      assert.match(JSON.stringify(body), /already has a project/);
    }
    assert.ok(project, 'no environment of the team is free; purge the lab');
    const { body } = await portal.call(
      'dana',
      'GET',
      `/v1/projects/${project}`,
    );
    assert.equal(body.state, 'active');
    [{ externalId: projectExternalId }] = body.bindings;
    const { quota_set: quota } = await lab.call(
      'compute',
      'GET',
      `/os-quota-sets/${projectExternalId}`,
    );
    assert.equal(quota.cores, 200);
    const { networks } = await lab
      .call('network', 'GET', `/v2.0/networks?project_id=${projectExternalId}`)
      .catch(() =>
        lab.call('network', 'GET', `/networks?project_id=${projectExternalId}`),
      );
    assert.equal(networks.length, 1);
  });

  it('provisions a VM that is ACTIVE, on record and counted', async () => {
    const operation = await accepted(
      portal.submit('dana', 'instance.create', vm('web')),
    );
    const ended = await portal.ended(operation.id);
    assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));

    const [server, ...more] = await lab.servers(`web-${run}`);
    assert.equal(more.length, 0);
    assert.equal(server.status, 'ACTIVE');
    assert.equal(server.tenant_id, projectExternalId);
    const { body } = await portal.call(
      'dana',
      'GET',
      `/v1/projects/${project}`,
    );
    assert.equal(body.usage.used.instances, 1);
    assert.equal(body.usage.reserved.instances, 0);
    assert.equal(body.leases.length, 1);
  });

  it('grants a GPU after somebody else has approved', async () => {
    const ended = await grantGpu('train');
    assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
    assert.equal(ended.approval.decidedBy, 'user:default/amira');
  });

  it('lets nobody of another team near any of it', async () => {
    for (const route of [`/v1/projects/${project}`]) {
      assert.equal((await portal.call('sam', 'GET', route)).status, 404);
    }
    const { body } = await portal.call(
      'sam',
      'GET',
      `/v1/resources?project=${project}`,
    );
    assert.deepEqual(body.items, []);
    const refused = await portal.submit(
      'sam',
      'instance.create',
      vm('intruder'),
    );
    assert.equal(refused.status, 422);
    assert.match(JSON.stringify(refused.body), /There is no project/);
    assert.deepEqual(await lab.servers(`intruder-${run}`), []);
  });
});

describe('day two on a real OpenStack', () => {
  let ref;
  const act = async (type, input = {}) => {
    const operation = await accepted(
      portal.submit('dana', type, { ref, ...input }),
    );
    const ended = await portal.ended(operation.id);
    assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
    return ended;
  };
  const server = async () => {
    const [one, ...more] = await lab.servers(`day2-${run}`);
    assert.equal(more.length, 0);
    return one;
  };
  const row = async () => {
    const { body } = await portal.call(
      'dana',
      'GET',
      `/v1/resources/${encodeURIComponent(ref)}`,
    );
    return body;
  };

  it('stops and starts a server, and shows it at once', async () => {
    const operation = await accepted(
      portal.submit('dana', 'instance.create', vm('day2')),
    );
    const ended = await portal.ended(operation.id);
    assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
    [ref] = ended.result.resources;

    await act('instance.stop');
    assert.equal((await server()).status, 'SHUTOFF');
    assert.equal((await row()).status, 'stopped');
    const { status, body } = await portal.submit('dana', 'instance.stop', {
      ref,
    });
    assert.equal(status, 422);
    assert.equal(body.error.problems[0].field, 'ref');
    await act('instance.start');
    assert.equal((await server()).status, 'ACTIVE');
    assert.equal((await row()).status, 'active');
  });

  it('resizes it, confirms that, and counts what it holds now', async () => {
    const small = (await row()).vector;
    await act('instance.resize', { flavor: 'medium' });
    assert.equal((await server()).status, 'ACTIVE');
    const medium = (await row()).vector;
    assert.ok(medium.vcpus > small.vcpus, JSON.stringify(medium));
    const { body } = await portal.call(
      'dana',
      'GET',
      `/v1/projects/${project}`,
    );
    assert.equal(body.usage.reserved.vcpus, 0);
  });

  it('reboots it once although the portal dies meanwhile', async () => {
    const operation = await accepted(
      portal.submit('dana', 'instance.reboot', { ref }),
    );
    await sleep(300);
    await portal.kill();
    await portal.start();
    const ended = await portal.ended(operation.id);
    assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
    const { id } = await server();
    const { instanceActions } = await lab.call(
      'compute',
      'GET',
      `/servers/${id}/os-instance-actions`,
    );
    assert.equal(
      instanceActions.filter(({ action }) => action === 'reboot').length,
      1,
    );
  });

  it('keeps it as an image, rebuilds and deletes it', async () => {
    const taken = await act('instance.snapshot', { name: `snap-${run}` });
    assert.ok(
      taken.result.resources.some(one => one.startsWith('image:')),
      JSON.stringify(taken.result),
    );
    const { id } = await server();
    await act('instance.rebuild', { image: 'tiny', sshPublicKey: SSH_KEY });
    assert.equal((await server()).id, id);
    await act('instance.delete');
    assert.deepEqual(await lab.servers(`day2-${run}`), []);
  });
});

describe('the portal dying', () => {
  it('finishes a VM with one server, however often it is killed while building', async () => {
    for (const [n, delay] of [50, 400, 900, 1500, 2500].entries()) {
      const name = `kill${n}`;
      const operation = await accepted(
        portal.submit('dana', 'instance.create', vm(name)),
      );
      await sleep(delay);
      await portal.kill();
      await portal.start();
      const ended = await portal.ended(operation.id);
      assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
      assert.equal((await lab.servers(`${name}-${run}`)).length, 1);
    }
    const { body } = await portal.call(
      'dana',
      'GET',
      `/v1/projects/${project}`,
    );
    assert.equal(body.usage.reserved.instances, 0);
    assert.equal(body.usage.used.instances, 7);
  });
});

describe('the cloud failing', () => {
  it('waits for Nova when it is down for a minute, and makes one server', async () => {
    await lab.service('stop', 'nova-api');
    let operation;
    try {
      operation = await accepted(
        portal.submit('dana', 'instance.create', vm('patient')),
      );
      await sleep(60_000);
      const waiting = await portal.operation(operation.id);
      assert.equal(waiting.state, 'running');
      assert.match(waiting.steps[0].message, /Trying again/);
    } finally {
      await lab.service('start', 'nova-api');
    }
    const ended = await portal.ended(operation.id);
    assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
    assert.equal((await lab.servers(`patient-${run}`)).length, 1);
  });

  it('says so in one sentence when Nova refuses by its own quota', async () => {
    await lab.setInstanceQuota(projectExternalId, 1);
    try {
      const operation = await accepted(
        portal.submit('dana', 'instance.create', vm('toomany')),
      );
      const ended = await portal.ended(operation.id);
      assert.equal(ended.state, 'failed');
      assert.equal(ended.failure.class, 'policy');
      assert.match(ended.failure.message, /quota/i);
      assert.deepEqual(ended.failure.leftovers, []);
    } finally {
      await lab.setInstanceQuota(projectExternalId, 20);
    }
    assert.deepEqual(await lab.servers(`toomany-${run}`), []);
  });

  it('undoes a server that goes to ERROR and says plainly why', async () => {
    await lab.setHosts('disabled');
    try {
      const operation = await accepted(
        portal.submit('dana', 'instance.create', vm('homeless')),
      );
      const ended = await portal.ended(operation.id);
      assert.equal(ended.state, 'failed');
      assert.equal(ended.failure.class, 'capacity');
      assert.match(ended.failure.message, /[Nn]o host|room/);
      assert.doesNotMatch(ended.failure.message, /No valid host was found/);
      assert.match(ended.failure.detail, /No valid host was found/);
      assert.deepEqual(ended.failure.leftovers, []);
    } finally {
      await lab.setHosts('enabled');
    }
    assert.deepEqual(await lab.servers(`homeless-${run}`), []);
  });

  it('fails plainly on the last GPU, then refuses before anything is made', async () => {
    const granted = [];
    for (let n = 1; n < SHARES_OF_GPUS; n++) {
      const ended = await grantGpu(`gpu${n}`);
      assert.equal(ended.state, 'succeeded', JSON.stringify(ended.failure));
      granted.push(...ended.result.resources);
    }
    const ended = await grantGpu('gpu-late');
    assert.equal(ended.state, 'failed');
    assert.equal(ended.failure.class, 'capacity');
    assert.deepEqual(await lab.servers(`gpu-late-${run}`), []);

    await portal.sync();
    const { status, body } = await portal.submit(
      'dana',
      'gpu.request',
      gpu('gpu-later'),
    );
    assert.equal(status, 422);
    assert.equal(body.error.problems[0].field, 'model');
    assert.match(body.error.problems[0].message, /has no room/);

    for (const ref of granted) {
      await remove(ref);
    }
    await portal.sync();
    const { body: usage } = await portal.call(
      'dana',
      'GET',
      `/v1/projects/${project}`,
    );
    assert.equal(usage.usage.used.gpus['a100/vgpu'], 1);
  });
});

describe('wrong credentials', () => {
  it('are said in one sentence that names the key, and the portal goes on', async () => {
    const { credentials, authUrl } = lab.openstack;
    const wrong = new Portal({
      openstack: {
        authUrl,
        credentials: { ...credentials, password: 'not-it' },
      },
      configs: [LAB_CONFIG],
    });
    try {
      await wrong.start();
      const provider = await wrong.sync();
      assert.equal(provider.state, 'unreachable');
      assert.match(provider.message, /infra\.openstack\[0\]\.auth/);
      assert.doesNotMatch(provider.message, /not-it/);
      assert.equal(
        (await wrong.call('dana', 'GET', '/v1/capacity')).status,
        200,
      );
    } finally {
      await wrong.stop();
    }
  });
});

describe('the command line', () => {
  it('does the same over REST', async () => {
    for (const persona of ['dana', 'amira']) {
      const login = await portal.cli(
        persona,
        'login',
        '--url',
        portal.url,
        '--persona',
        persona,
      );
      assert.equal(login.code, 0, login.stderr);
    }
    const request = await portal.cli(
      'dana',
      'request-vm',
      '--project',
      project,
      '--name',
      `cli-${run}`,
      '--flavor',
      'small',
      '--image',
      'tiny',
      '--ssh-key',
      await keyFile(),
      '--wait',
      '--json',
    );
    assert.equal(request.code, 0, request.stderr);
    assert.equal(JSON.parse(request.stdout).state, 'succeeded');

    const asked = await portal.cli(
      'dana',
      'request-gpu',
      '--project',
      project,
      '--name',
      `cligpu-${run}`,
      '--model',
      'a100/vgpu',
      '--count',
      '1',
      '--days',
      '2',
      '--purpose',
      'Try the command line',
      '--image',
      'tiny',
      '--ssh-key',
      await keyFile(),
      '--no-wait',
      '--json',
    );
    assert.equal(asked.code, 0, asked.stderr);
    const { id } = JSON.parse(asked.stdout);
    const approved = await portal.cli('amira', 'approve', id);
    assert.equal(approved.code, 0, approved.stderr);
    assert.equal((await portal.ended(id)).state, 'succeeded');

    const usage = await portal.cli('dana', 'show-usage', project, '--json');
    assert.equal(usage.code, 0, usage.stderr);
    const refused = await portal.cli(
      'dana',
      'request-vm',
      '--project',
      project,
      '--name',
      'Bad_Name',
      '--flavor',
      'small',
      '--image',
      'tiny',
      '--ssh-key',
      await keyFile(),
    );
    assert.equal(refused.code, 5);
    assert.match(refused.stderr, /name/);
  });
});

async function keyFile() {
  const { mkdtemp, writeFile } = await import('node:fs/promises');
  const os = await import('node:os');
  const path = await import('node:path');
  const dir = await mkdtemp(path.join(os.tmpdir(), 'ironstage-key-'));
  const file = path.join(dir, 'id_ed25519.pub');
  await writeFile(file, `${SSH_KEY}\n`);
  return file;
}
