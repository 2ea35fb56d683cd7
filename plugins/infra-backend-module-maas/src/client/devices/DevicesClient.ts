import { z } from 'zod';
import type { MaasTransport } from '../transport/MaasTransport';
import { deviceSchema, type WireDevice } from './gpus';

/** Devices of machines, as the last commissioning found them. */
export class DevicesClient {
  constructor(private readonly transport: MaasTransport) {}

  gpus(systemId: string, signal: AbortSignal): Promise<WireDevice[]> {
    return this.transport.call(
      {
        method: 'GET',
        path: 'nodes/{id}/devices/',
        at: { id: systemId },
        parameters: { hardware_type: 'gpu' },
        signal,
      },
      z.array(deviceSchema),
    );
  }
}
