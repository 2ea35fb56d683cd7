import { z } from 'zod';
import type { MaasTransport } from '../transport/MaasTransport';

const eventSchema = z.object({
  id: z.number(),
  level: z.string(),
  type: z.string(),
  description: z.string().nullish(),
  /** `unknown` when it was MAAS itself */
  username: z.string().nullish(),
  /** `Sun, 22 Nov. 2026 15:48:41`, in UTC without saying so */
  created: z.string().transform((text, context) => {
    const time = Date.parse(`${text.replace('.', '')} UTC`);
    if (Number.isNaN(time)) {
      context.addIssue({ code: 'custom', message: 'no time' });
      return z.NEVER;
    }
    return new Date(time).toISOString();
  }),
});

/** What does not parse is left out: it is a hint for people and nothing follows from it. */
const eventsSchema = z.object({
  events: z.array(z.unknown()).transform(all =>
    all.flatMap(one => {
      const parsed = eventSchema.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    }),
  ),
});

/** Something that happened to a machine. */
export type WireEvent = z.infer<typeof eventSchema>;

/** MAAS gives no more at once. */
export const MAX_EVENTS = 1000;

/** What happened to machines. */
export class EventsClient {
  constructor(private readonly transport: MaasTransport) {}

  /** Newest first; the useful ones are of level DEBUG. */
  async ofMachine(
    systemId: string,
    request: { limit: number; before?: number },
    signal: AbortSignal,
  ): Promise<WireEvent[]> {
    const found = await this.transport.call(
      {
        method: 'GET',
        path: 'events/',
        op: 'query',
        parameters: {
          id: systemId,
          level: 'DEBUG',
          limit: Math.min(request.limit, MAX_EVENTS),
          before: request.before,
        },
        signal,
      },
      eventsSchema,
    );
    return found.events;
  }
}
