import { createHash } from 'node:crypto';
import { newUuid } from '../../kernel/ids';
import { asJson, asText, type Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { isoMicros } from '../../kernel/time';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import {
  badRequest,
  checkMembers,
  conflict,
  invalidField,
  notFound,
  policy,
} from './errors';
import { nextLinks, pageLimit, pageOf } from './paging';
import type { KeypairRow } from './rows';
import type { ComputeSession } from './session';

const BASE = '/v2.1/os-keypairs';

/** MD5 of the key's blob, or undefined when there is none worth the name. */
function fingerprintOf(publicKey: string): string | undefined {
  const [type, blob] = publicKey.trim().split(/\s+/);
  const data = Buffer.from(blob ?? '', 'base64');
  // The blob begins with the length and name of the key's type.
  const named =
    data.length > 4 + type.length &&
    data.subarray(4, 4 + type.length).toString() === type;
  const whole = type !== 'ssh-ed25519' || data.length === 51;
  if (!named || !whole) {
    return undefined;
  }
  const digest = createHash('md5').update(data).digest('hex');
  return (digest.match(/../g) ?? []).join(':');
}

function view(row: KeypairRow, minor: number): Json {
  return {
    name: row.name,
    public_key: row.publicKey,
    fingerprint: row.fingerprint,
    ...(minor >= 2 ? { type: row.type } : {}),
  };
}

/** Key pairs belong to a user; another's need admin. */
export function keypairRoutes(
  routes: RouteTable<ComputeSession>,
  context: OpenStackContext,
): void {
  const { keypairs } = context.tables;

  const owner = (
    wanted: string | null | undefined,
    { access }: ComputeSession,
    rule: string,
  ): string => {
    if (wanted && wanted !== access.userId && !access.admin) {
      throw policy(`os_compute_api:os-keypairs:${rule}`);
    }
    return wanted ?? access.userId;
  };
  const find = (call: Call, session: ComputeSession, rule: string) => {
    const userId = owner(call.query.get('user_id'), session, rule);
    const { name } = call.params;
    const row = keypairs.by('user', userId).find(item => item.name === name);
    if (!row) {
      throw notFound(`Keypair ${name} not found for user ${userId}`);
    }
    return row;
  };

  routes.get(BASE, (call, session) => {
    const userId = owner(call.query.get('user_id'), session, 'index');
    const page = pageOf(
      keypairs.by('user', userId),
      row => row.name,
      call.query,
    );
    const next = nextLinks(
      call,
      page.map(row => row.name),
      pageLimit(call.query),
    );
    return reply(200, {
      keypairs: page.map(row => ({ keypair: view(row, session.minor) })),
      ...(next ? { keypairs_links: next } : {}),
    });
  });

  routes.get(`${BASE}/:name`, (call, session) => {
    const row = find(call, session, 'show');
    return reply(200, {
      keypair: {
        ...view(row, session.minor),
        user_id: row.userId,
        id: row.seq,
        created_at: isoMicros(row.createdAt),
        updated_at: null,
        deleted: false,
        deleted_at: null,
      },
    });
  });

  routes.post(BASE, (call, session) => {
    const input = asJson(readJson(call, 'Malformed request body').keypair);
    checkMembers('keypair', input, ['name', 'type', 'public_key', 'user_id']);
    const name = asText(input.name);
    if (!name) {
      throw invalidField('keypair', input, "'name' is a required property");
    }
    const publicKey = asText(input.public_key);
    if (publicKey === undefined) {
      throw invalidField(
        'keypair',
        input,
        "'public_key' is a required property",
      );
    }
    const userId = owner(asText(input.user_id), session, 'create');
    const fingerprint = fingerprintOf(publicKey);
    if (!fingerprint) {
      throw badRequest(
        'Keypair data is invalid: failed to generate fingerprint',
      );
    }
    if (keypairs.by('user', userId).some(row => row.name === name)) {
      throw conflict(`Key pair '${name}' already exists.`);
    }
    const row = keypairs.insert({
      id: newUuid(),
      name,
      userId,
      type: asText(input.type) ?? 'ssh',
      publicKey,
      fingerprint,
      createdAt: context.clock.now(),
    });
    return reply(session.minor >= 2 ? 201 : 200, {
      keypair: { ...view(row, session.minor), user_id: userId },
    });
  });

  routes.delete(`${BASE}/:name`, (call, session) => {
    keypairs.delete(find(call, session, 'delete').id);
    return reply(session.minor >= 2 ? 204 : 202);
  });
}
