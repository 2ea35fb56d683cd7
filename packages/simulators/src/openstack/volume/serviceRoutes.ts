import type { Json } from '../../kernel/json';
import { reply, type RouteTable } from '../../kernel/http/types';
import { isoMicros } from '../../kernel/time';
import type { Access } from '../access';
import { forbidden } from '../compute/errors';
import { isUp } from '../compute/hypervisorRoutes';
import type { OpenStackContext } from '../OpenStackContext';
import { PREFIX } from './prefix';

/** What the pool of volumes is called. */
const BACKEND = 'ceph';

/** Cinder's own services: they run where Nova's schedulers do, and share their fate. */
export function serviceRoutes(
  routes: RouteTable<Access>,
  { tables, clock }: OpenStackContext,
): void {
  routes.get(`${PREFIX}/os-services`, (_call, access) => {
    if (!access.admin) {
      throw forbidden(
        "Policy doesn't allow volume_extension:services:index to be performed.",
      );
    }
    const services = tables.computeServices
      .all()
      .filter(row => row.binary === 'nova-scheduler')
      .flatMap((row): Json[] => {
        const common = {
          zone: 'nova',
          status: 'enabled',
          state: isUp(row) ? 'up' : 'down',
          updated_at: isoMicros(row.alive ? clock.now() : row.updatedAt),
          disabled_reason: null,
        };
        return [
          {
            binary: 'cinder-volume',
            host: `${row.host}@${BACKEND}`,
            ...common,
            replication_status: 'disabled',
            active_backend_id: null,
            frozen: false,
          },
          { binary: 'cinder-scheduler', host: row.host, ...common },
        ];
      });
    return reply(200, { services });
  });
}
