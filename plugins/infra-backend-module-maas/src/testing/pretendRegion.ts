import recorded from '../__fixtures__/maas-3.4.10-machines-list.json';
import { MaasProvider } from '../provider/MaasProvider';
import {
  startScriptedRegion,
  transportTo,
  type ScriptedAnswer,
  type SeenRequest,
} from './scriptedRegion';

/** `GET /machines/`, `POST /machines/sk88wk/?op=deploy` */
export type Routes = Record<
  string,
  ScriptedAnswer | ((request: SeenRequest) => ScriptedAnswer)
>;

/** The recorded Ready machine with changes. */
export function machineWith(changes: Record<string, unknown>) {
  return { ...recorded[1], ...changes };
}

const EVERY_REGION: Routes = {
  'GET /users/?op=whoami': {
    body: { username: 'ironstage', is_superuser: true },
  },
  'GET /machines/?op=power_parameters': { body: {} },
  'GET /events/?op=query': { body: { events: [] } },
};

/** A region that answers by route, and a provider that speaks with it. */
export async function startPretendRegion(config: Record<string, unknown> = {}) {
  let routes: Routes = {};
  const nameOf = ({ method, path, query }: SeenRequest) => {
    const op = query.get('op');
    return `${method} ${path}${op ? `?op=${op}` : ''}`;
  };
  const region = await startScriptedRegion(request => {
    const name = nameOf(request);
    const route = routes[name] ?? EVERY_REGION[name];
    if (!route) {
      return { status: 404, body: `Unknown API endpoint: ${name}.` };
    }
    return typeof route === 'function' ? route(request) : route;
  });
  return {
    ...region,
    /** Forgets what was seen. */
    answer(by: Routes) {
      routes = by;
      region.seen.length = 0;
    },
    /** What was asked, `whoami` and power parameters left out. */
    asked: () =>
      region.seen
        .map(nameOf)
        .filter(name => !/op=(whoami|power_parameters)$/.test(name)),
    provider: () => new MaasProvider(transportTo(region.url, config)),
  };
}

export type PretendRegion = Awaited<ReturnType<typeof startPretendRegion>>;
