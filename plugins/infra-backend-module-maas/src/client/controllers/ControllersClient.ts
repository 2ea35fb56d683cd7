import { z } from 'zod';
import type { MaasTransport, OnProblem } from '../transport/MaasTransport';

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

  racks(signal: AbortSignal, onProblem?: OnProblem): Promise<WireController[]> {
    return this.#list('rackcontrollers/', signal, onProblem);
  }

  regions(
    signal: AbortSignal,
    onProblem?: OnProblem,
  ): Promise<WireController[]> {
    return this.#list('regioncontrollers/', signal, onProblem);
  }

  #list(
    path: string,
    signal: AbortSignal,
    onProblem?: OnProblem,
  ): Promise<WireController[]> {
    return this.transport.rows(
      { method: 'GET', path, signal },
      {
        schema: controllerSchema,
        kind: 'machine',
        what: 'the controller',
        idKey: 'system_id',
        idOf: controller => controller.system_id,
      },
      onProblem,
    );
  }
}
