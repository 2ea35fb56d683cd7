import { reply, type RouteTable } from '../../kernel/http/types';
import type { Json } from '../../kernel/json';
import type { OpenStackContext } from '../OpenStackContext';
import { notAcceptable, notFound, refusal } from './errors';
import { pageOf } from './listing';
import { CONDUCTOR, linksTo, nodeTime } from './nodeView';
import { requireSystem, type BaremetalSession } from './session';

const DRIVER = 'redfish';

/** The conductor and its one driver; for administrators. */
export function conductorRoutes(
  routes: RouteTable<BaremetalSession>,
  { clock }: OpenStackContext,
): void {
  const started = clock.now();
  const brief = (origin: string): Json => ({
    hostname: CONDUCTOR,
    conductor_group: '',
    links: linksTo(origin, `conductors/${CONDUCTOR}`),
    alive: true,
  });
  const driver = (origin: string): Json => ({
    name: DRIVER,
    hosts: [CONDUCTOR],
    links: linksTo(origin, `drivers/${DRIVER}`),
    properties: linksTo(origin, `drivers/${DRIVER}/properties`),
    type: 'dynamic',
  });

  function checkConductors(session: BaremetalSession): void {
    requireSystem(session, 'baremetal:conductor:get');
    if (session.minor < 49) {
      throw refusal(404, 'Resource could not be found.');
    }
  }

  routes.get('/v1/conductors', (call, session) => {
    checkConductors(session);
    return reply(
      200,
      pageOf(call, [CONDUCTOR], {
        collection: 'conductors',
        title: 'Conductor',
        idOf: name => name,
        valueOf: name => name,
        view: () => brief(call.origin),
        fields: ['hostname', 'conductor_group', 'alive'],
      }),
    );
  });
  routes.get('/v1/conductors/:name', (call, session) => {
    checkConductors(session);
    const { name } = call.params;
    if (name !== CONDUCTOR) {
      throw notFound(`Conductor ${name}`);
    }
    return reply(200, {
      created_at: nodeTime(started),
      updated_at: nodeTime(clock.now()),
      ...brief(call.origin),
      drivers: [DRIVER],
    });
  });
  routes.get('/v1/drivers', (call, session) => {
    requireSystem(session, 'baremetal:driver:get');
    const { type, properties, ...old } = driver(call.origin);
    return reply(200, {
      drivers: [
        {
          ...old,
          ...(session.minor >= 14 && { properties }),
          ...(session.minor >= 30 && { type }),
        },
      ],
    });
  });
  routes.get('/v1/drivers/:name', (call, session) => {
    requireSystem(session, 'baremetal:driver:get');
    const { name } = call.params;
    if (name !== DRIVER) {
      throw refusal(
        404,
        `Could not find the following driver(s) or hardware type(s): ${name}.`,
      );
    }
    return reply(200, driver(call.origin));
  });
  // things that nobody has made here
  for (const [collection, rule, minor] of [
    ['chassis', 'baremetal:chassis:get', 1],
    ['portgroups', undefined, 23],
    ['allocations', undefined, 52],
  ] as const) {
    routes.get(`/v1/${collection}`, (_call, session) => {
      if (session.minor < minor) {
        throw notAcceptable();
      }
      if (rule) {
        requireSystem(session, rule);
      }
      return reply(200, { [collection]: [] });
    });
  }
}
