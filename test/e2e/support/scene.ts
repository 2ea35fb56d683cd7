import { catalog, OPENSTACK, rest } from './portal';
import { newSshPublicKey } from './sshKey';

interface Project {
  name: string;
  state: string;
}

interface Operation {
  id: string;
  state: string;
  failure?: { message: string } | null;
}

/** Milliseconds an operation on the simulated estate may take. */
const OPERATION_MS = 240_000;

async function projects(): Promise<Project[]> {
  const { items } = await rest<{ items: Project[] }>(
    'rui',
    'GET',
    '/projects?limit=200',
  );
  return items;
}

/** Where Dana's team can still have a project. */
export async function freeEnvironment(): Promise<string> {
  const { naming } = await rest<{ naming: { environments: string[] } }>(
    'dana',
    'GET',
    '/policy',
  );
  const taken = (await projects()).map(({ name }) => name);
  const free = naming.environments.find(
    environment => !taken.includes(`checkout-${environment}`),
  );
  if (!free) {
    throw new Error(
      'Checkout has a project in every environment; start the demo with a new data folder.',
    );
  }
  return free;
}

async function finish(type: string, input: unknown): Promise<void> {
  const { id } = await rest<Operation>('dana', 'POST', '/operations', {
    type,
    input,
  });
  const deadline = Date.now() + OPERATION_MS;
  for (;;) {
    const operation = await rest<Operation>('dana', 'GET', `/operations/${id}`);
    if (operation.state === 'succeeded') {
      return;
    }
    if (operation.failure || Date.now() > deadline) {
      throw new Error(
        `${type} ${operation.state}: ${
          operation.failure?.message ?? 'too slow'
        }`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

/** A project of Dana's team: one that is there, or a new one. */
export async function ensureProject(): Promise<string> {
  const own = (await projects()).find(
    ({ name, state }) => name.startsWith('checkout-') && state === 'active',
  );
  if (own) {
    return own.name;
  }
  const environment = await freeEnvironment();
  await finish('project.create', {
    team: 'group:default/checkout',
    environment,
    provider: OPENSTACK,
  });
  return `checkout-${environment}`;
}

/** An instance of a project: one that is there, or a new one. */
export async function ensureInstance(project: string): Promise<string> {
  const { items } = await rest<{ items: Array<{ name: string }> }>(
    'dana',
    'GET',
    `/resources?kind=instance&project=${project}`,
  );
  if (items.length > 0) {
    return items[0].name;
  }
  return newInstance(project, 'scene');
}

/** A new instance of a project, active. */
export async function newInstance(
  project: string,
  prefix: string,
): Promise<string> {
  const name = `${prefix}-${Date.now().toString(36)}`;
  await finish('instance.create', {
    project,
    name,
    flavor: 'small',
    image: 'eu-ubuntu-2025.01',
    sshPublicKey: newSshPublicKey('dana@laptop'),
  });
  return name;
}

/** How many operations Dana may see. */
export async function operationCount(): Promise<number> {
  const { total } = await rest<{ total: number }>('dana', 'GET', '/operations');
  return total;
}

/** Asks for GPUs until the quota has none left; gives the ids of the waiting requests. */
export async function holdGpuQuota(project: string): Promise<string[]> {
  const held: string[] = [];
  for (let number = 0; number < 10; number++) {
    const request = {
      type: 'gpu.request',
      input: {
        project,
        name: `hold-${number}`,
        model: 'nvidia-a100-pcie-80gb/vgpu',
        count: 1,
        days: 1,
        purpose: 'Holds the quota for a test',
        image: 'eu-gpu-2025.02',
        sshPublicKey: newSshPublicKey('dana@laptop'),
      },
    };
    const { problems } = await rest<{ problems: unknown[] }>(
      'dana',
      'POST',
      '/operations/check',
      request,
    );
    if (problems.length > 0) {
      return held;
    }
    const { id } = await rest<Operation>(
      'dana',
      'POST',
      '/operations',
      request,
    );
    held.push(id);
  }
  throw new Error(`The GPU quota of ${project} has no end`);
}

/** Milliseconds the catalog may take to learn of something. */
const CATALOG_MS = 180_000;

/** Where the catalog shows what is called so; asked as the SRE, who sees everything. */
export async function entityPath(
  kind: 'resource' | 'system',
  title: string,
): Promise<string> {
  const deadline = Date.now() + CATALOG_MS;
  for (;;) {
    const entities = await catalog<
      Array<{ metadata: { name: string; title?: string } }>
    >('rui', `/entities?filter=kind=${kind}`);
    const entity = entities.find(
      ({ metadata }) => (metadata.title ?? metadata.name) === title,
    );
    if (entity) {
      return `/catalog/default/${kind}/${entity.metadata.name}`;
    }
    if (Date.now() > deadline) {
      throw new Error(`The catalog has no ${kind} ${title}`);
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}
