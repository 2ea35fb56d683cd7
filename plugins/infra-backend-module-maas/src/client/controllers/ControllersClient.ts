import { z } from 'zod';
import type { MaasTransport } from '../transport/MaasTransport';

const controllerSchema = z.object({
  system_id: z.string(),
  hostname: z.string(),
  zone: z.object({ name: z.string() }).nullish(),
  version: z.string().nullish(),
  /** of racks only */
  service_set: z
    .array(
      z.object({
        name: z.string(),
        /** `running`, `degraded`, `dead`, `off`, `unknown` */
        status: z.string(),
        status_info: z.string().nullish(),
      }),
    )
    .nullish(),
});

/** A rack or region controller. */
export type WireController = z.infer<typeof controllerSchema>;

/** The machines MAAS itself runs on. */
export class ControllersClient {
  constructor(private readonly transport: MaasTransport) {}

  racks(signal: AbortSignal): Promise<WireController[]> {
    return this.#list('rackcontrollers/', signal);
  }

  regions(signal: AbortSignal): Promise<WireController[]> {
    return this.#list('regioncontrollers/', signal);
  }

  #list(path: string, signal: AbortSignal): Promise<WireController[]> {
    return this.transport.call(
      { method: 'GET', path, signal },
      z.array(controllerSchema),
    );
  }
}
