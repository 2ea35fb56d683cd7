import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  demoConfigs,
  openstackEnv,
  portalEnv,
} from '../../scripts/lib/demo.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import {
  freePort,
  startBackend,
  waitUntilReady,
  waitUntilSignInWorks,
} from '../../scripts/lib/services.mjs';

const END_STATES = ['succeeded', 'failed', 'cancelled', 'rejected', 'expired'];

/** A public key of nobody, in the form OpenSSH writes. */
export const SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE0 test@example';

/** The portal as a process of its own, which tests may kill and start again. */
export class Portal {
  #backend;
  #port;
  #dataDir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-openstack-'));

  constructor({ openstack, configs = [] }) {
    this.openstack = openstack;
    this.configs = configs;
  }

  get url() {
    return `http://localhost:${this.#port}`;
  }

  async start() {
    this.#port ??= await freePort();
    this.#backend = startBackend(
      { node: process.execPath, env: process.env },
      {
        configs: [...demoConfigs, ...this.configs],
        env: {
          // what tests delete is to be gone
          APP_CONFIG_infra_lease_undoHours: '0',
          ...portalEnv({ port: this.#port, dataDir: this.#dataDir }),
          ...openstackEnv(this.openstack),
        },
      },
    );
    await waitUntilReady(this.#backend, this.url);
    await waitUntilSignInWorks(this.url, 'user:default/rui');
  }

  /** kill -9: nothing is finished, nothing is written. */
  async kill() {
    const gone = new Promise(resolve => this.#backend.once('close', resolve));
    this.#backend.kill('SIGKILL');
    await gone;
  }

  async stop() {
    if (
      this.#backend &&
      this.#backend.exitCode === null &&
      !this.#backend.signalCode
    ) {
      await this.kill();
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** Speaks REST as one of the demo's personas. */
  async call(persona, method, route, body) {
    const identity = await fetch(`${this.url}/api/auth/persona/refresh`, {
      headers: { 'x-ironstage-persona': `user:default/${persona}` },
    }).then(response => response.json());
    const response = await fetch(`${this.url}/api/infra${route}`, {
      method,
      headers: {
        authorization: `Bearer ${identity.backstageIdentity.token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  submit(persona, type, input) {
    return this.call(persona, 'POST', '/v1/operations', { type, input });
  }

  operation(id, persona = 'rui') {
    return this.call(persona, 'GET', `/v1/operations/${id}`).then(
      answer => answer.body,
    );
  }

  /** Waits until an operation has ended. */
  async ended(id, seconds = 180) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const operation = await this.operation(id).catch(() => undefined);
      if (END_STATES.includes(operation?.state)) {
        return operation;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `Operation ${id} is still ${operation?.state}: ${JSON.stringify(
            operation?.steps,
          )}`,
        );
      }
      await sleep(300);
    }
  }

  /** Reads the cloud now and waits until that is done. */
  async sync(provider = 'os-lab') {
    const last = async () =>
      (await this.call('rui', 'GET', '/v1/providers')).body.items.find(
        one => one.id === provider,
      );
    const before = (await last()).lastAttemptAt;
    const deadline = Date.now() + 60_000;
    for (;;) {
      await this.call('rui', 'POST', `/v1/providers/${provider}/sync`);
      for (let look = 0; look < 10; look++) {
        const now = await last();
        if (now.lastAttemptAt !== before) {
          return now;
        }
        await sleep(300);
      }
      if (Date.now() > deadline) {
        throw new Error('The provider was not read within a minute');
      }
    }
  }

  /** Runs the command line as a persona, with a configuration folder of its own. */
  cli(persona, ...args) {
    const home = path.join(this.#dataDir, `cli-${persona}`);
    mkdirSync(home, { recursive: true });
    return new Promise(resolve => {
      execFile(
        process.execPath,
        [path.join(root, 'packages/cli/bin/ironstage.js'), ...args],
        {
          env: {
            ...process.env,
            HOME: home,
            XDG_CONFIG_HOME: home,
            NO_COLOR: '1',
          },
          timeout: 240_000,
        },
        (error, stdout, stderr) =>
          resolve({ code: error ? error.code ?? 1 : 0, stdout, stderr }),
      );
    });
  }
}
