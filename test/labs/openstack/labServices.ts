import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Services of the lab that tests may stop; compute hosts are `nova-compute-<host>`. */
export type LabService =
  | 'keystone'
  | 'placement'
  | 'glance-api'
  | 'neutron-api'
  | 'nova-api'
  | 'nova-conductor'
  | 'nova-scheduler'
  | 'cinder-api'
  | 'ironic'
  | 'mariadb'
  | 'rabbitmq'
  | `nova-compute-${string}`;

async function script(...args: string[]): Promise<string> {
  // the lab's scripts take OPENSTACK_LAB_DIR and LAB_PORT_OFFSET from the environment
  const { stdout } = await run('bash', [
    join(__dirname, 'service.sh'),
    ...args,
  ]);
  return stdout.trim();
}

/** Names of all services. */
export async function labServices(): Promise<string[]> {
  return (await script('list')).split(/\s+/);
}

/** True when the process of the service is there; it may not answer yet. */
export async function isLabServiceRunning(name: LabService): Promise<boolean> {
  return (await script('status', name)) === 'running';
}

/** Ends a service and waits until its process is gone: connections to it are refused then. */
export async function stopLabService(name: LabService): Promise<void> {
  await script('stop', name);
}

/**
 * Starts a service again.
 * @param isBack - asks whether it is at work again; asked every half second
 * @throws Error when it is not back after `timeoutMs`
 */
export async function startLabService(
  name: LabService,
  isBack: () => Promise<boolean> = async () => true,
  timeoutMs: number = 90_000,
): Promise<void> {
  await script('start', name);
  const end = Date.now() + timeoutMs;
  while (!(await isBack().catch(() => false))) {
    if (Date.now() > end) {
      throw new Error(`${name} of the lab is not back after ${timeoutMs} ms`);
    }
    await sleep(500);
  }
}

/** Does something while a service is down, and brings the service back whatever happens. */
export async function withoutLabService<T>(
  name: LabService,
  isBack: () => Promise<boolean>,
  work: () => Promise<T>,
): Promise<T> {
  await stopLabService(name);
  try {
    return await work();
  } finally {
    await startLabService(name, isBack);
  }
}
