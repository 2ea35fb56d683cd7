import { z } from 'zod';
import { orElse } from '../../transport/fields';

/** A node of a provider tree: a host, or something in it that has resources of its own. */
export const providerSchema = z
  .object({
    uuid: z.string(),
    /** `gpu-1`, or of a PCI device in it `gpu-1_0000:10:00.0` */
    name: orElse(z.string(), ''),
    root_provider_uuid: z.string().nullish(),
    /** grows with every allocation, and with every change of inventory or traits */
    generation: z.number().nullish(),
  })
  .transform(provider => ({
    ...provider,
    root_provider_uuid: provider.root_provider_uuid ?? provider.uuid,
  }));

/** {@inheritDoc providerSchema} */
export type WireProvider = z.infer<typeof providerSchema>;

/** What a provider has of one resource class. */
export const inventorySchema = z.object({
  total: z.number(),
  reserved: orElse(z.number(), 0),
  allocation_ratio: orElse(z.number(), 1),
});

/** {@inheritDoc inventorySchema} */
export type WireInventory = z.infer<typeof inventorySchema>;

/** A provider as the allocation candidates sum it up. */
export const summarySchema = z.object({
  resources: z.record(
    z.string(),
    z.object({ capacity: z.number(), used: z.number() }),
  ),
  traits: orElse(z.array(z.string()), []),
  root_provider_uuid: z.string().nullish(),
});

/** {@inheritDoc summarySchema} */
export type WireSummary = z.infer<typeof summarySchema>;

/** Everything about one provider. */
export interface ProviderResources {
  inventories: Record<string, WireInventory>;
  used: Record<string, number>;
  traits: string[];
}
