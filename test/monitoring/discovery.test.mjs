// A real Prometheus reads its targets from a running portal: what it makes of them, and what it keeps when the portal
// is away. Run by `npm run test:monitoring`, once for each Prometheus (PROMETHEUS, PROMTOOL).
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const { IRONSTAGE_URL, PROMETHEUS, PROMTOOL, NODE_EXPORTER } = process.env;
assert.ok(
  IRONSTAGE_URL && PROMETHEUS && PROMTOOL,
  'run npm run test:monitoring',
);

const PROJECT = 'checkout-dev';
const SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE0 test@example';

const dir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-prometheus-'));
const children = [];

async function call(persona, method, url, body) {
  const session = await fetch(`${IRONSTAGE_URL}/api/auth/persona/refresh`, {
    headers: { 'x-ironstage-persona': `user:default/${persona}` },
  });
  const { token } = (await session.json()).backstageIdentity;
  const response = await fetch(`${IRONSTAGE_URL}/api/infra${url}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  assert.ok(response.ok, JSON.stringify(answer));
  return answer;
}

async function until(what, holds) {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const value = await holds();
    if (value) {
      return value;
    }
    assert.ok(Date.now() < deadline, `${what}: not in three minutes`);
    await sleep(500);
  }
}

const listening = server =>
  new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });

async function freePort() {
  const server = createServer();
  const port = await listening(server);
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

/** Stands between Prometheus and the portal, and can cut the line. */
const line = { cut: false, asked: 0 };
const proxy = createServer(async (request, response) => {
  line.asked++;
  if (line.cut) {
    request.socket.destroy();
    return;
  }
  const answer = await fetch(`${IRONSTAGE_URL}${request.url}`, {
    headers: { authorization: request.headers.authorization ?? '' },
  });
  response.statusCode = answer.status;
  response.setHeader('content-type', answer.headers.get('content-type') ?? '');
  response.end(await answer.text());
});

const prometheus = { url: '' };
const ask = async url => {
  const response = await fetch(`${prometheus.url}${url}`);
  const { status, data } = await response.json();
  assert.equal(status, 'success');
  return data;
};
const targets = async () => (await ask('/api/v1/targets')).activeTargets;
const failures = async () => {
  const response = await fetch(`${prometheus.url}/metrics`);
  const text = await response.text();
  // 3.x counts by job as well
  return [...text.matchAll(/^prometheus_sd_http_failures_total\S* (\S+)$/gm)]
    .map(([, count]) => Number(count))
    .reduce((sum, count) => sum + count, 0);
};

let made;
let chosen;

async function succeed(type, input) {
  const { id } = await call('dana', 'POST', '/v1/operations', { type, input });
  return until(type, async () => {
    const now = await call('dana', 'GET', `/v1/operations/${id}`);
    assert.notEqual(now.state, 'failed', JSON.stringify(now.failure));
    return now.state === 'succeeded' && now;
  });
}

/** An instance in a project of the portal, which the first run makes. */
async function aRunningInstance() {
  const { total } = await call('dana', 'GET', `/v1/projects?q=${PROJECT}`);
  if (total === 0) {
    await succeed('project.create', {
      team: 'group:default/checkout',
      environment: 'dev',
      provider: 'os-eu1',
    });
  }
  const { result } = await succeed('instance.create', {
    project: PROJECT,
    name: `seen-${randomBytes(3).toString('hex')}`,
    flavor: 'small',
    image: 'eu-baseos-2025.01',
    sshPublicKey: SSH_KEY,
  });
  const [ref] = result.resources;
  return until('an address', async () => {
    const row = await call(
      'dana',
      'GET',
      `/v1/resources/${encodeURIComponent(ref)}`,
    );
    return (
      row.status === 'active' && row.attributes.addresses?.length > 0 && row
    );
  });
}

before(async () => {
  made = await call('rui', 'POST', '/v1/monitoring/tokens', {
    scope: 'estate',
    name: 'Test of monitoring',
  });
  chosen = await aRunningInstance();
  const exporter = await freePort();
  if (NODE_EXPORTER) {
    children.push(
      spawn(NODE_EXPORTER, [`--web.listen-address=127.0.0.1:${exporter}`], {
        stdio: 'ignore',
      }),
    );
  }
  const portal = await listening(proxy);
  writeFileSync(path.join(dir, 'token'), made.secret, { mode: 0o600 });
  const config = path.join(dir, 'prometheus.yml');
  writeFileSync(
    config,
    `global: { scrape_interval: 2s, scrape_timeout: 1s }
scrape_configs:
  - job_name: ironstage
    http_sd_configs:
      - url: "http://127.0.0.1:${portal}/api/infra/v1/monitoring/targets/estate"
        refresh_interval: 2s
        # without a type, which 2.42 needs to say Bearer
        authorization: { credentials_file: ${path.join(dir, 'token')} }
    relabel_configs:
      # the estate is simulated: one of its instances is played by an exporter that runs here
      - source_labels: [resource]
        regex: ${JSON.stringify(chosen.ref)}
        target_label: __address__
        replacement: 127.0.0.1:${exporter}
`,
  );
  const checked = spawnSync(PROMTOOL, ['check', 'config', config], {
    encoding: 'utf8',
  });
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  const port = await freePort();
  prometheus.url = `http://127.0.0.1:${port}`;
  children.push(
    spawn(
      PROMETHEUS,
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${path.join(dir, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    ),
  );
  await until('Prometheus is ready', () =>
    fetch(`${prometheus.url}/-/ready`).then(
      response => response.ok,
      () => false,
    ),
  );
});

after(async () => {
  children.forEach(child => child.kill('SIGKILL'));
  proxy.close();
  proxy.closeAllConnections();
  rmSync(dir, { recursive: true, force: true });
});

describe('Prometheus', () => {
  it('takes every target with every label', async () => {
    const expected = await fetch(
      `${IRONSTAGE_URL}/api/infra/v1/monitoring/targets/estate`,
      { headers: { authorization: `Bearer ${made.secret}` } },
    ).then(response => response.json());
    assert.ok(expected.length > 30, `only ${expected.length} targets`);
    const got = await until('all targets', async () => {
      const now = await targets();
      return now.length === expected.length && now;
    });
    const byKey = new Map(
      got.map(one => [`${one.labels.resource} ${one.labels.job}`, one]),
    );
    assert.equal(byKey.size, expected.length);
    for (const {
      targets: [address],
      labels,
    } of expected) {
      const one = byKey.get(`${labels.resource} ${labels.job}`);
      const { instance, ...set } = one.labels;
      assert.deepEqual(set, labels);
      if (labels.resource !== chosen.ref) {
        assert.equal(instance, address);
      }
    }
    const own = byKey.get(`${chosen.ref} node`).labels;
    assert.deepEqual(
      [own.project, own.team, own.environment],
      [PROJECT, 'checkout', 'dev'],
    );
    const kinds = new Set(expected.map(one => one.labels.kind));
    assert.deepEqual([...kinds].sort(), ['instance', 'machine']);
    assert.ok(
      expected.some(one => one.labels.rack),
      'nothing has a rack',
    );
    assert.ok(
      expected.some(one => one.labels.role),
      'nothing has a role',
    );
  });

  it(
    'scrapes an exporter, whose series say whose it is',
    { skip: NODE_EXPORTER ? false : 'there is no node exporter' },
    async () => {
      const query = encodeURIComponent(
        `node_uname_info{resource="${chosen.ref}", site="${chosen.site}"}`,
      );
      const { result } = await until('a series', async () => {
        const found = await ask(`/api/v1/query?query=${query}`);
        return found.result.length > 0 && found;
      });
      assert.equal(result.length, 1);
      assert.equal(result[0].metric.name, chosen.name);
    },
  );

  it('keeps its targets while the portal is away', async () => {
    const known = (await targets()).length;
    const failed = await failures();
    line.cut = true;
    try {
      await until(
        'three failures',
        async () => (await failures()) >= failed + 3,
      );
      assert.equal((await targets()).length, known);
    } finally {
      line.cut = false;
    }
    const { asked } = line;
    await until('it asks again', () => line.asked > asked);
    assert.equal((await targets()).length, known);
  });

  it('forgets an instance that was stopped, and no other', async () => {
    const known = (await targets()).length;
    await succeed('instance.stop', { ref: chosen.ref });
    await until('the target is gone', async () => {
      const now = await targets();
      return !now.some(one => one.labels.resource === chosen.ref);
    });
    assert.equal((await targets()).length, known - 1);
  });

  it('keeps its targets when the token is taken back, and hears nothing more', async () => {
    const known = (await targets()).length;
    const failed = await failures();
    await call('rui', 'POST', `/v1/monitoring/tokens/${made.token.id}/revoke`);
    await until('three failures', async () => (await failures()) >= failed + 3);
    assert.equal((await targets()).length, known);
  });
});
