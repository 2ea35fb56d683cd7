import { z } from 'zod';

/** Something that was done to a server, or is being done. */
export const actionSchema = z.object({
  /** `reboot`, `confirmResize`, … */
  action: z.string(),
  request_id: z.string(),
  user_id: z.string().nullish(),
  /** `Error` when a part of it went wrong; null while it is at work, too */
  message: z.string().nullish(),
});

/** {@inheritDoc actionSchema} */
export type WireAction = z.infer<typeof actionSchema>;

/** The same with its parts, newest first. */
export const actionWithEventsSchema = actionSchema.extend({
  events: z
    .array(
      z.object({
        /** `compute_finish_resize`; those of the scheduler and conductor lack the prefix */
        event: z.string(),
        finish_time: z.string().nullish(),
        result: z.string().nullish(),
        /** what went wrong, from 2.84 */
        details: z.string().nullish(),
        traceback: z.string().nullish(),
      }),
    )
    .default([]),
});

/** {@inheritDoc actionWithEventsSchema} */
export type WireActionEvents = z.infer<typeof actionWithEventsSchema>;

/** A kind of console as Nova names it. */
export interface ConsoleType {
  protocol: 'vnc' | 'spice' | 'serial';
  type: 'novnc' | 'spice-html5' | 'serial';
}
