import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import type { AuditEntry } from '../audit/AuditLog';
import { RecordedDenial } from './RecordedDenial';
import { recordRefusals } from './recordRefusals';

const logger = mockServices.logger.mock();

async function refusedWith(
  error: Error,
  asked: { token?: string; broken?: boolean; door?: string } = {},
) {
  const entries: AuditEntry[] = [];
  const app = express();
  app.post('/v1/operations/:id/approve', () => {
    throw error;
  });
  app.use(
    recordRefusals({
      logger,
      httpAuth: mockServices.httpAuth(),
      audit: {
        async append(entry) {
          if (asked.broken) {
            throw new Error('no database');
          }
          entries.push(entry);
        },
      },
    }),
  );
  app.use(
    (
      thrown: Error,
      _request: express.Request,
      response: express.Response,
      _next: express.NextFunction,
    ) => {
      response.status(400).json(thrown.message);
    },
  );
  const answer = await request(app)
    .post('/v1/operations/7/approve')
    .set('authorization', asked.token ?? mockCredentials.user.header())
    .set('x-infra-door', asked.door ?? 'cli');
  return { entries, said: answer.body };
}

it('puts on record who was refused what and why, and passes the refusal on', async () => {
  expect(await refusedWith(new NotAllowedError('Not your own'))).toEqual({
    said: 'Not your own',
    entries: [
      {
        actor: 'user:default/mock',
        door: 'cli',
        action: 'access-deny',
        target: 'POST /v1/operations/7/approve',
        outcome: 'refused',
        data: { reason: 'Not your own' },
      },
    ],
  });
});

it('calls services what they are, however they call themselves', async () => {
  const { entries } = await refusedWith(new NotAllowedError('No service'), {
    token: mockCredentials.service.header({
      onBehalfOf: mockCredentials.service('user:default/rui'),
      targetPluginId: 'test',
    }),
    door: 'back door',
  });
  expect(entries).toMatchObject([
    { actor: 'service:user:default/rui', door: 'api' },
  ]);
});

it.each([
  ['is on record already', new RecordedDenial('No')],
  ['is no refusal', new ConflictError('Too late')],
])('records nothing of what %s', async (_, error) => {
  expect(await refusedWith(error)).toEqual({
    said: error.message,
    entries: [],
  });
});

it('records nobody who has not signed in', async () => {
  const { entries } = await refusedWith(new NotAllowedError('No'), {
    token: mockCredentials.none.header(),
  });
  expect(entries).toEqual([]);
});

it('refuses also when it can not be recorded', async () => {
  const { said } = await refusedWith(new NotAllowedError('No'), {
    broken: true,
  });
  expect(said).toBe('No');
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('no database'),
  );
});
