import type { MaasTransport, OnProblem } from '../transport/MaasTransport';
import { deviceSchema, type WireDevice } from './gpus';

/** Devices of machines, as the last commissioning found them. */
export class DevicesClient {
  constructor(private readonly transport: MaasTransport) {}

  gpus(
    systemId: string,
    signal: AbortSignal,
    onProblem?: OnProblem,
  ): Promise<WireDevice[]> {
    return this.transport.rows(
      {
        method: 'GET',
        path: 'nodes/{id}/devices/',
        at: { id: systemId },
        parameters: { hardware_type: 'gpu' },
        signal,
      },
      {
        schema: deviceSchema,
        kind: 'machine',
        what: `of machine ${systemId} the device`,
        idKey: 'id',
        idOf: device => device.id,
      },
      onProblem,
    );
  }
}
