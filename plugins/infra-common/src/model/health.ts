import { z } from 'zod';

const isoDate = z.iso.datetime({ offset: true });

/** A service or agent of a control plane, on one of its hosts. @public */
export const controlPlaneServiceSchema = z.object({
  /** the provider's own name: `nova-compute`, `rackd` */
  name: z.string(),
  host: z.string(),
  zone: z.string().nullable(),
  /** `disabled`: taken out of use by a person, whether it runs or not */
  state: z.enum(['up', 'degraded', 'down', 'disabled', 'unknown']),
  /** why, in the provider's words */
  detail: z.string().nullable(),
  /** of its last sign of life */
  lastSeenAt: isoDate.nullable(),
});

/** {@inheritDoc controlPlaneServiceSchema} @public */
export type ControlPlaneServiceStatus = z.infer<
  typeof controlPlaneServiceSchema
>;

/** Answer of `GET /v1/providers/{id}/health`: how a control plane was doing when it was last asked. @public */
export const providerHealthSchema = z.object({
  provider: z.string(),
  /** version of the product, where it tells one */
  version: z.string().nullable(),
  services: z.array(controlPlaneServiceSchema),
  /** parts that could not be asked, one plain sentence each */
  problems: z.array(z.string()),
  /** of the answer; null while there has been none */
  checkedAt: isoDate.nullable(),
  /** why there has been no answer since, one plain sentence */
  error: z.string().nullable(),
});

/** {@inheritDoc providerHealthSchema} @public */
export type ProviderHealth = z.infer<typeof providerHealthSchema>;
