import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import request from 'supertest';
import { concealErrors } from './concealErrors';
import { refuseUnstorable } from './refuseUnstorable';

const logger = mockServices.logger.mock();

function serve(work: () => unknown) {
  const router = Router();
  router.use(express.json(), refuseUnstorable);
  router.use('/things', async (_request, response) => {
    await work();
    response.json({ reached: true });
  });
  router.use(concealErrors(logger));
  return request(
    express()
      .use(router)
      .use(
        (
          error: Error & { status?: number },
          _request: express.Request,
          response: express.Response,
          _next: express.NextFunction,
        ) => {
          response
            .status(error.status ?? 500)
            .json({ name: error.name, message: error.message });
        },
      ),
  );
}

const coded = (code: string, message: string) =>
  Object.assign(new Error(message), { code });

it.each([
  ['get', '/things/a%00b', undefined],
  ['get', '/things?q=a%00b', undefined],
  ['post', '/things', { comment: 'a\0b' }],
  ['post', '/things', { input: { deep: [{ name: '\0' }] } }],
  ['post', '/things', { input: { 'ke\0y': 1 } }],
] as const)('refuses a NUL in %s %s %j', async (method, path, body) => {
  const { body: answer } = await serve(() => {})
    [method](path)
    .send(body);
  expect(answer).toMatchObject({
    name: 'InputError',
    message: expect.stringContaining('NUL'),
  });
});

it('lets everything else through', async () => {
  const { body } = await serve(() => {})
    .post('/things?q=%20ü')
    .send({ comment: 'line\nline\ttab 0 00', n: 0 });
  expect(body).toEqual({ reached: true });
});

it('keeps the words of the database from callers, and gives the log their number', async () => {
  const { body } = await serve(() => {
    throw coded('22021', 'insert into "infra_operations" values (secret)');
  }).get('/things');

  const [, number] = /under (\w+)\.$/.exec(body.message) ?? [];
  expect(body.message).not.toMatch(/insert|secret/);
  expect(logger.error).toHaveBeenCalledWith(
    `GET /things failed (${number})`,
    expect.objectContaining({ message: expect.stringContaining('secret') }),
  );
});

it('does not blame the database for another part of the portal that does not answer', async () => {
  const { body } = await serve(() => {
    throw Object.assign(coded('ECONNRESET', 'request to http://p failed'), {
      name: 'FetchError',
    });
  }).get('/things');
  expect(body).toEqual({
    name: 'ServiceUnavailableError',
    message: 'A part of the portal did not answer; try again in a moment.',
  });
});

it.each(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', '57P01', '53300', '08006'])(
  'calls %s what it is: busy for now',
  async code => {
    const { body } = await serve(() => {
      throw coded(code, 'insert into x');
    }).get('/things');
    expect(body).toEqual({
      name: 'ServiceUnavailableError',
      message: "The portal's database is busy; try again in a moment.",
    });
  },
);

it('passes on what is written for people', async () => {
  const { body } = await serve(() => {
    throw new NotFoundError('There is no project "x"');
  }).get('/things');
  expect(body.message).toBe('There is no project "x"');
});

it('passes on that a body is no JSON', async () => {
  const { status, body } = await serve(() => {})
    .post('/things')
    .set('content-type', 'application/json')
    .send('{"a":');
  expect([status, body.name]).toEqual([400, 'SyntaxError']);
});
