import { newUuid } from '../../kernel/ids';
import { asJson, type Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { isoMicros } from '../../kernel/time';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import type { ComputeQuotas } from './ComputeQuotas';
import { conflict, notFound, policy } from './errors';
import { importedKeypair } from './keypairInput';
import { nextLinks, pageLimit, pageOf } from './paging';
import type { KeypairRow } from './rows';
import type { ComputeSession } from './session';

const BASE = '/v2.1/os-keypairs';

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
  quotas: ComputeQuotas,
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
      [...keypairs.by('user', userId)].sort((a, b) =>
        a.name < b.name ? -1 : 1,
      ),
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
    const {
      name,
      type,
      publicKey,
      privateKey,
      userId: wanted,
      fingerprint,
    } = importedKeypair(
      asJson(readJson(call, 'Malformed request body').keypair),
      session.minor,
    );
    const userId = owner(wanted, session, 'create');
    // the limit comes first, even of a name that is taken and of a key that is no good
    quotas.demandKeypair(
      session.access.projectId,
      keypairs.by('user', userId).length,
    );
    const found = fingerprint();
    if (keypairs.by('user', userId).some(row => row.name === name)) {
      throw conflict(`Key pair '${name}' already exists.`);
    }
    const row = keypairs.insert({
      id: newUuid(),
      name,
      userId,
      type,
      publicKey,
      fingerprint: found,
      createdAt: context.clock.now(),
    });
    return reply(session.minor >= 2 ? 201 : 200, {
      keypair: {
        ...view(row, session.minor),
        user_id: userId,
        ...(privateKey && { private_key: privateKey }),
      },
    });
  });

  routes.delete(`${BASE}/:name`, (call, session) => {
    keypairs.delete(find(call, session, 'delete').id);
    return reply(session.minor >= 2 ? 204 : 202);
  });
}
