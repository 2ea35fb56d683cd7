import { GiB, sumVectors, vector } from '@ironstage/plugin-infra-common';
import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { z } from 'zod';

const thing = z.object({ id: z.string(), name: z.string() });
const sized = thing.extend({ vcpus: z.number(), memoryGiB: z.number() });

export const shelfSchema = z.object({
  hosts: z.array(sized.extend({ up: z.boolean() })),
  tenants: z.array(thing),
  instances: z.array(
    sized.extend({ host: z.string(), tenant: z.string(), on: z.boolean() }),
  ),
});

const row = (
  kind: ResourceKind,
  { id, name }: z.infer<typeof thing>,
  status: string,
) => ({ kind, externalId: id, name, status, attributes: {} });

const sizeOf = ({ vcpus, memoryGiB }: z.infer<typeof sized>) =>
  vector({ vcpus, memoryBytes: memoryGiB * GiB });

export function toItems(
  kind: ResourceKind,
  { hosts, tenants, instances }: z.infer<typeof shelfSchema>,
): InventoryItem[] {
  switch (kind) {
    case 'hypervisor':
      return hosts.map(host => {
        const mine = instances.filter(one => one.host === host.id);
        const [total, reserved] = [sizeOf(host), vector()];
        const allocated = sumVectors(mine.map(sizeOf));
        return {
          ...row(kind, host, host.up ? 'up' : 'down'),
          capacity: { total, reserved, deliverable: total, allocated },
        };
      });
    case 'project':
      return tenants.map(tenant => row(kind, tenant, 'active'));
    case 'instance':
      return instances.map(one => ({
        ...row(kind, one, one.on ? 'active' : 'stopped'),
        projectExternalId: one.tenant,
        hostExternalId: one.host,
        vector: { ...sizeOf(one), instances: 1 },
      }));
    default:
      return [];
  }
}
