import { orUndefined } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type {
  MaasTransport,
  OnProblem,
  Parameters,
} from '../transport/MaasTransport';
import { machineSchema, powerAddressesSchema, type WireMachine } from './types';

/** Some operations answer null and have done their work. */
const machineOrNull = machineSchema.nullish();

const MACHINE_ROWS = {
  schema: machineSchema,
  kind: 'machine',
  what: 'the machine',
  idKey: 'system_id',
  idOf: (machine: WireMachine) => machine.system_id,
} as const;

/** Machines of a region. */
export class MachinesClient {
  constructor(private readonly transport: MaasTransport) {}

  /** The expensive call: MAAS has no pages and takes about 19 ms for each machine. */
  list(
    filters: Parameters,
    signal: AbortSignal,
    onProblem?: OnProblem,
  ): Promise<WireMachine[]> {
    return this.transport.rows(
      { method: 'GET', path: 'machines/', parameters: filters, signal },
      MACHINE_ROWS,
      onProblem,
    );
  }

  /** Ids of those that a filter finds. */
  async ids(filters: Parameters, signal: AbortSignal): Promise<string[]> {
    const found = await this.transport.call(
      { method: 'GET', path: 'machines/', parameters: filters, signal },
      z.array(z.object({ system_id: z.string() })),
    );
    return found.map(machine => machine.system_id);
  }

  get(id: string, signal: AbortSignal): Promise<WireMachine | undefined> {
    return orUndefined(
      this.transport.call(
        { method: 'GET', path: 'machines/{id}/', at: { id }, signal },
        machineSchema,
      ),
    );
  }

  /** Addresses of the management controllers, by machine. */
  async powerAddresses(
    parameters: { id?: readonly string[] },
    signal: AbortSignal,
  ): Promise<Map<string, string>> {
    const found = await this.transport.call(
      {
        method: 'GET',
        path: 'machines/',
        op: 'power_parameters',
        parameters,
        signal,
      },
      powerAddressesSchema,
    );
    return new Map(
      Object.entries(found).flatMap(([id, { power_address: address }]) =>
        address ? [[id, address] as const] : [],
      ),
    );
  }

  /** @throws ProviderError `capacity` when no machine fits */
  allocate(constraints: Parameters, signal: AbortSignal): Promise<WireMachine> {
    return this.transport.call(
      {
        method: 'POST',
        path: 'machines/',
        op: 'allocate',
        parameters: constraints,
        signal,
      },
      machineSchema,
    );
  }

  /** An operation on one machine: `deploy`, `release`, `lock`, … */
  async act(
    id: string,
    op: string,
    parameters: Parameters,
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.call(
      {
        method: 'POST',
        path: 'machines/{id}/',
        at: { id },
        op,
        parameters,
        signal,
      },
      machineOrNull,
    );
  }
}
