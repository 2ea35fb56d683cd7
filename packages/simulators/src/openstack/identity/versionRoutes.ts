import type { Json } from '../../kernel/json';
import { reply, type RouteTable } from '../../kernel/http/types';

function version(origin: string): Json {
  return {
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${origin}/identity/v3/` }],
    'media-types': [
      {
        base: 'application/json',
        type: 'application/vnd.openstack.identity-v3+json',
      },
    ],
  };
}

export function versionRoutes(open: RouteTable<undefined>): void {
  open.get('/', call =>
    reply(
      300,
      { versions: { values: [version(call.origin)] } },
      { Location: `${call.origin}/identity/v3/` },
    ),
  );
  open.get('/v3', call => reply(200, { version: version(call.origin) }));
}
