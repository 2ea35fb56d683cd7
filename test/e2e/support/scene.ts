import { rest } from './portal';

interface Named {
  name: string;
}

/** Where Dana's team can still have a project. */
export async function freeEnvironment(): Promise<string> {
  const [policy, projects] = await Promise.all([
    rest<{ naming: { environments: string[] } }>('dana', 'GET', '/policy'),
    rest<{ items: Named[] }>('rui', 'GET', '/projects?limit=200'),
  ]);
  const taken = projects.items.map(({ name }) => name);
  const free = policy.naming.environments.find(
    environment => !taken.includes(`checkout-${environment}`),
  );
  if (!free) {
    throw new Error(
      'Checkout has a project in every environment; start the demo with a new data folder.',
    );
  }
  return free;
}
