import { demoCredentials } from '../openstack/demo';
import { flavorId, imageId } from '../openstack/seed/seedCatalogue';
import { login, until, type Answer, type Client } from './client';

/** A project of its own with a network, as the portal would make it. */
export interface TestProject {
  id: string;
  networkId: string;
  subnetId: string;
  /** Acts in the project, as admin. */
  client: Client;
}

let counter = 0;

export async function makeProject(
  admin: Client,
  cidr = '10.200.0.0/24',
): Promise<TestProject> {
  counter += 1;
  const name = `test-${process.pid}-${counter}`;
  const created = await admin.keystone('POST', '/projects', {
    project: { name, domain_id: 'default' },
  });
  const id: string = created.body.project.id;
  const roles = await admin.keystone('GET', '/roles?name=admin');
  await admin.keystone(
    'PUT',
    `/projects/${id}/users/${demoCredentials.userId}/roles/${roles.body.roles[0].id}`,
  );
  const client = await login(admin.url, name);
  const network = await client.neutron('POST', '/networks', {
    network: { name: 'net' },
  });
  const networkId: string = network.body.network.id;
  const subnet = await client.neutron('POST', '/subnets', {
    subnet: { network_id: networkId, ip_version: 4, cidr },
  });
  return { id, networkId, subnetId: subnet.body.subnet.id, client };
}

export function serverBody(
  project: TestProject,
  name: string,
  more: Record<string, unknown> = {},
): unknown {
  return {
    server: {
      name,
      flavorRef: flavorId('small'),
      imageRef: imageId('eu-baseos-2025.01'),
      networks: [{ uuid: project.networkId }],
      ...more,
    },
  };
}

export async function createServer(
  project: TestProject,
  name: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const body = serverBody(project, name, more);
  const answer = await project.client.nova('POST', '/servers', body);
  if (answer.status !== 202) {
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body.server.id;
}

/** Waits for a status without a task, and returns the server. */
export async function settled(
  client: Client,
  id: string,
  status: string,
): Promise<any> {
  const answer = await until<Answer>(
    () => client.nova('GET', `/servers/${id}`),
    ({ body }) =>
      body.server?.status === status &&
      body.server['OS-EXT-STS:task_state'] === null,
  );
  return answer.body.server;
}
