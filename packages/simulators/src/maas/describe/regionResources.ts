import { describeApi } from '../http/describe';
import { invalid, json, text, typed } from '../http/reply';
import { admin, type MaasCall, type Resource } from '../http/resource';
import { required } from '../http/values';
import type { MaasContext } from '../MaasContext';
import { versionBody } from '../version';

function known(name: string, context: MaasContext) {
  const row = context.tables.settings.get(name);
  if (!row) {
    const names = context.tables.settings
      .all()
      .map(setting => setting.id)
      .sort();
    // 3.7 answers under the name that was asked for
    throw invalid({
      [context.release.modern ? name : 'name']: [
        `'${name}' is not a valid config setting.  It should be one of: ${names
          .map(item => `'${item}'`)
          .join(', ')}.`,
      ],
    });
  }
  return row;
}

function setConfig(call: MaasCall, context: MaasContext) {
  const row = known(required(call.data, 'name'), context);
  context.tables.settings.update(row, { value: call.data.get('value') ?? '' });
  return text(200, 'OK');
}

/** Collections that exist and have nothing in them here. */
const empty: ReadonlyArray<[name: string, path: string]> = [
  ['VmHostsHandler', 'vm-hosts/'],
  ['PodsHandler', 'pods/'],
  ['DevicesHandler', 'devices/'],
  ['NotificationsHandler', 'notifications/'],
  ['StaticRoutesHandler', 'static-routes/'],
  ['DNSResourcesHandler', 'dnsresources/'],
  ['DiscoveriesHandler', 'discovery/'],
  ['IPAddressesHandler', 'ipaddresses/'],
];

/** The region itself: version, settings, and the description of all calls. */
export function regionResources(
  context: MaasContext,
  all: () => readonly Resource[],
): Resource[] {
  return [
    {
      name: 'VersionHandler',
      path: 'version/',
      anonymous: 'open',
      read: () => json(versionBody(context.release)),
    },
    {
      name: 'DescribeHandler',
      path: 'describe/',
      anonymous: 'open',
      read: call => json(describeApi(all(), call.origin)),
    },
    {
      name: 'MaasHandler',
      path: 'maas/',
      get: {
        // A bare JSON value, not an object.
        get_config: call => {
          const { value } = known(required(call.query, 'name'), context);
          return context.release.modern
            ? typed(200, 'application/json', JSON.stringify(value))
            : json(value);
        },
      },
      post: { set_config: admin(call => setConfig(call, context)) },
    },
    ...empty.map(([name, path]) => ({ name, path, read: () => json([]) })),
  ];
}
