import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import type { SimulatorOptions } from '../../options';
import { until, type Answer } from '../../testing/client';
import { MaasClient, type Params } from './MaasClient';

/** A region of its own for a test, and clients of its people. */
export interface TestRegion {
  estate: SimulatedEstate;
  admin: MaasClient;
  /** A developer without special rights. */
  member: MaasClient;
  nobody: MaasClient;
}

export async function startRegion(
  options: SimulatorOptions = {},
): Promise<TestRegion> {
  const estate = await startSimulators({
    machines: 96,
    instances: 0,
    speed: 2000,
    ...options,
  });
  const { url, credentials } = estate.maas;
  return {
    estate,
    admin: new MaasClient(url, credentials.apiKey),
    member: new MaasClient(url, credentials.memberApiKey),
    nobody: new MaasClient(url),
  };
}

/** system_ids of the machines that a filter finds. */
export async function idsOf(
  client: MaasClient,
  filter: Params,
): Promise<string[]> {
  const { body } = await client.get('machines/', filter);
  return body.map((machine: { system_id: string }) => machine.system_id);
}

/** Asks until the machine has that status; returns it. */
export async function settled(
  client: MaasClient,
  id: string,
  status: string,
): Promise<any> {
  const answer = await until<Answer>(
    () => client.get(`machines/${id}/`),
    ({ body }) => body.status_name === status,
  );
  return answer.body;
}

/** Allocates a Ready machine and deploys it. */
export async function deployed(client: MaasClient, id: string): Promise<any> {
  await client.post(`machines/${id}/?op=deploy`);
  return settled(client, id, 'Deployed');
}
