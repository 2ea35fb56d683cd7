import { z } from 'zod';

const isoDate = z.iso.datetime({ offset: true });

/** Scope of everything there is; any other is `project:` with the name of a project. @public */
export const ESTATE_SCOPE = 'estate';

/** Whose machines and instances a monitoring system is told of: `estate`, or `project:payments-prod`. @public */
export const discoveryScopeSchema = z
  .string()
  .max(200)
  .regex(/^(estate|project:.+)$/, 'must be estate, or project:NAME');

/** Name of the project that a scope is of; undefined for the whole estate. @public */
export function projectOfScope(scope: string): string | undefined {
  return scope === ESTATE_SCOPE ? undefined : scope.replace(/^project:/, '');
}

/** A token by which a monitoring system reads the targets of one scope; the secret itself is not kept. @public */
export const discoveryTokenSchema = z.object({
  id: z.string(),
  scope: discoveryScopeSchema,
  /** what people call it: which Prometheus has it */
  name: z.string(),
  /** entity ref of who made it */
  createdBy: z.string(),
  createdAt: isoDate,
  /** to the minute; null for one that nobody has used */
  lastUsedAt: isoDate.nullable(),
});

/** {@inheritDoc discoveryTokenSchema} @public */
export type DiscoveryToken = z.infer<typeof discoveryTokenSchema>;

/** Body of `GET /v1/monitoring/tokens`. @public */
export const discoveryTokenListSchema = z.object({
  items: z.array(discoveryTokenSchema),
});

/** {@inheritDoc discoveryTokenListSchema} @public */
export type DiscoveryTokenList = z.infer<typeof discoveryTokenListSchema>;

/** What a new token is for. @public */
export const newDiscoveryTokenSchema = z.strictObject({
  scope: discoveryScopeSchema,
  name: z.string().trim().min(1).max(100),
});

/** {@inheritDoc newDiscoveryTokenSchema} @public */
export type NewDiscoveryToken = z.infer<typeof newDiscoveryTokenSchema>;

/** A token that was just made, with the secret, which is never shown again. @public */
export const madeDiscoveryTokenSchema = z.object({
  token: discoveryTokenSchema,
  secret: z.string(),
});

/** {@inheritDoc madeDiscoveryTokenSchema} @public */
export type MadeDiscoveryToken = z.infer<typeof madeDiscoveryTokenSchema>;

/** Some of the rows that are no target, and how many there are. @public */
export const leftOutSchema = z.object({
  count: z.number().int(),
  /** the first few, by name */
  some: z.array(z.object({ ref: z.string(), name: z.string() })),
});

/** {@inheritDoc leftOutSchema} @public */
export type LeftOut = z.infer<typeof leftOutSchema>;

/** What a monitoring system is told of a scope, in figures. @public */
export const discoveryStateSchema = z.object({
  scope: discoveryScopeSchema,
  /** addresses with a port */
  targets: z.number().int(),
  /** how many of them by the label `job` */
  jobs: z.record(z.string(), z.number().int()),
  /** not running, by what their provider says */
  notRunning: leftOutSchema,
  /** running, without an address that could be scraped */
  withoutAddress: leftOutSchema,
  /**
   * providers that were never read: until they are, nothing is answered at all, because a monitoring system would
   * forget what is missing
   */
  waitingFor: z.array(z.string()),
});

/** {@inheritDoc discoveryStateSchema} @public */
export type DiscoveryState = z.infer<typeof discoveryStateSchema>;

/** Targets as Prometheus reads them by HTTP service discovery. @public */
export const discoveryTargetsSchema = z.array(
  z.object({
    targets: z.array(z.string()),
    labels: z.record(z.string(), z.string()),
  }),
);
