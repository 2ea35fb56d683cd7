import { connect } from './fill.mjs';

const CHUNK = 100;
const APPROVER = 'group:default/approvers';

const approval = {
  rules: [
    { name: 'a', reason: 'It is large.', approvers: [APPROVER], decisions: 1 },
  ],
  consents: [],
  questions: [],
  delegations: [],
  reasons: ['It is large.'],
  deadline: '2099-01-01T00:00:00.000Z',
  fit: 'It fits.',
  decidedBy: null,
  decidedAt: null,
  comment: null,
};

function operation(nth, waits) {
  const at = new Date(Date.UTC(2024, 0, 1) + nth * 600_000).toISOString();
  return {
    id: `op-${String(nth).padStart(7, '0')}`,
    type: nth % 3 === 0 ? 'gpu.request' : 'instance.create',
    title: `Provision VM web-${nth} in team${nth % 50}-dev`,
    state: waits ? 'pending_approval' : 'succeeded',
    project: `team${nth % 50}-dev`,
    provider: 'os-eu1',
    owner: `group:default/team${nth % 50}`,
    requester: `user:default/user${nth % 300}`,
    door: 'portal',
    input: JSON.stringify({ name: `web-${nth}` }),
    plan: JSON.stringify({ name: `web-${nth}`, flavor: { name: 'small' } }),
    approval: nth % 3 === 0 || waits ? JSON.stringify(approval) : null,
    created_at: at,
    updated_at: at,
  };
}

/**
 * Puts operations where the portal of a build will find them.
 *
 * @param finished - how many have ended
 * @param waiting - how many wait for a decision of every approver
 */
export async function fillOperations(place, { finished, waiting }) {
  const knex = connect(place);
  try {
    for (let at = 0; at < finished + waiting; at += CHUNK) {
      const rows = Array.from(
        { length: Math.min(CHUNK, finished + waiting - at) },
        (_, nth) => operation(at + nth, at + nth >= finished),
      );
      await knex.transaction(async tx => {
        await tx('infra_operations').insert(rows);
        await tx('infra_operation_steps').insert(
          rows.map(({ id }) => ({
            operation_id: id,
            position: 0,
            name: 'create',
            title: 'Create the server',
            state: 'succeeded',
          })),
        );
        const open = rows.filter(one => one.state === 'pending_approval');
        if (open.length > 0) {
          await tx('infra_operation_approvers').insert(
            open.map(({ id }) => ({ operation_id: id, ref: '*', done: false })),
          );
        }
      });
    }
  } finally {
    await knex.destroy();
  }
}
