import type { MaasContext } from '../MaasContext';
import { json, refuse } from '../http/reply';
import type { MaasCall, Resource } from '../http/resource';
import { list } from '../http/values';
import type { EventRow } from '../rows';

const LEVELS = ['AUDIT', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];
const RANK: Record<string, number> = {
  AUDIT: 0,
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
};
const MOST = 1000;
const PARAMETERS = [
  'op',
  'after',
  'agent_name',
  'before',
  'domain',
  'hostname',
  'id',
  'level',
  'limit',
  'mac_address',
  'owner',
  'zone',
];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Sun, 22 Nov. 2026 15:48:41`: UTC, without saying so. */
export function eventTime(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, '0');
  const clock = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]}, ${day} ${
    MONTHS[date.getUTCMonth()]
  }. ${date.getUTCFullYear()} ${clock}`;
}

function eventView(event: EventRow) {
  return {
    created: eventTime(event.at),
    description: event.description,
    hostname: event.hostname,
    id: Number(event.id),
    level: event.level,
    node: event.node,
    type: event.type,
    username: event.username,
  };
}

function whole(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name);
  if (given === null || given === '') {
    return undefined;
  }
  const value = Number(given);
  if (!Number.isInteger(value)) {
    throw refuse(400, `Invalid ${name}: Please enter an integer value`);
  }
  return value;
}

/** system_ids that the filters leave, or undefined without such a filter. */
function wantedNodes(query: URLSearchParams, context: MaasContext) {
  const ids = list(query, 'id');
  const hostnames = list(query, 'hostname');
  const macs = list(query, 'mac_address').map(mac => mac.toLowerCase());
  const zones = list(query, 'zone');
  const domains = list(query, 'domain');
  const agents = list(query, 'agent_name');
  const filters = [ids, hostnames, macs, zones, domains, agents];
  if (filters.every(values => values.length === 0)) {
    return undefined;
  }
  const { tables } = context;
  const fits = (values: string[], value: string | undefined) =>
    values.length === 0 || (value !== undefined && values.includes(value));
  return tables.nodes
    .all()
    .filter(
      node =>
        fits(ids, node.id) &&
        fits(hostnames, node.hostname) &&
        fits(zones, tables.zones.get(node.zoneId)?.name) &&
        fits(domains, tables.domains.get(node.domainId)?.name) &&
        fits(agents, node.agentName) &&
        (macs.length === 0 || node.nics.some(nic => macs.includes(nic.mac))),
    )
    .map(node => node.id);
}

/** Newest first. */
function candidates(query: URLSearchParams, context: MaasContext): EventRow[] {
  const { events } = context.tables;
  const nodes = wantedNodes(query, context);
  const rows = nodes
    ? nodes.flatMap(id => events.by('node', id)).sort((a, b) => a.seq - b.seq)
    : [...events.all()];
  return rows.reverse();
}

function uri(query: URLSearchParams, drop: string, set: [string, string]) {
  const out = new URLSearchParams();
  for (const name of PARAMETERS) {
    if (name !== drop && name !== set[0]) {
      query.getAll(name).forEach(value => out.append(name, value));
    }
  }
  if (set[1] !== '') {
    out.append(set[0], set[1]);
  }
  return `/MAAS/api/2.0/events/?${out}`;
}

function neighbours(
  query: URLSearchParams,
  rows: EventRow[],
  after: number | undefined,
  before: number | undefined,
) {
  if (rows.length > 0) {
    const oldest = rows[rows.length - 1].id;
    return {
      next_uri: uri(query, 'before', ['after', rows[0].id]),
      prev_uri: uri(query, 'after', ['before', oldest]),
    };
  }
  const newer = before === undefined ? query.get('after') ?? '' : before - 1;
  return {
    next_uri: uri(query, 'before', ['after', String(newer)]),
    prev_uri:
      after === undefined
        ? null
        : uri(query, 'after', ['before', String(after + 1)]),
  };
}

function answerQuery(call: MaasCall, context: MaasContext) {
  const params = call.query;
  // 0 still returns events (3.7.3)
  const limit = whole(params, 'limit') || 100;
  const after = whole(params, 'after');
  const before = whole(params, 'before');
  const level = params.get('level') || 'INFO';
  const owner = params.get('owner');
  if (limit > MOST) {
    throw refuse(
      400,
      `Requested number of events ${limit} is greater than limit: ${MOST}`,
    );
  }
  if (!LEVELS.includes(level)) {
    throw refuse(400, `Unrecognised log level: ${level}`);
  }
  if (after !== undefined && before !== undefined) {
    throw refuse(
      400,
      'There is undetermined behaviour when both `after` and `before` are specified.',
    );
  }
  let rows = candidates(params, context).filter(
    event =>
      (level === 'AUDIT' ? false : RANK[event.level] >= RANK[level]) &&
      (!owner || event.username === owner),
  );
  if (after !== undefined) {
    // The oldest ones that are newer: a reader catches up without a gap.
    rows = rows.filter(event => Number(event.id) > after).slice(-limit);
  } else {
    rows = rows
      .filter(event => before === undefined || Number(event.id) < before)
      .slice(0, limit);
  }
  return json({
    count: rows.length,
    events: rows.map(eventView),
    ...neighbours(params, rows, after, before),
  });
}

export function eventResources(context: MaasContext): Resource[] {
  return [
    {
      name: 'EventsHandler',
      path: 'events/',
      get: { query: call => answerQuery(call, context) },
    },
  ];
}
