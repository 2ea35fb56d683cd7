import type { RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { listReply } from './lists';

/** Unified limits: there are none, since this Nova keeps its quotas itself, as it does by default. */
export function limitRoutes(routes: RouteTable<Access>): void {
  routes.get('/v3/registered_limits', call =>
    listReply(call, 'registered_limits', []),
  );
  routes.get('/v3/limits', call => listReply(call, 'limits', []));
}
