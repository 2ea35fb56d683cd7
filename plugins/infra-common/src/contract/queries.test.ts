import { decisionSchema, operationRequestSchema } from './bodies';
import {
  changesQuerySchema,
  eventQuerySchema,
  operationQuerySchema,
  projectQuerySchema,
  resourceQuerySchema,
} from './queries';

const lists = {
  resources: resourceQuerySchema,
  projects: projectQuerySchema,
  operations: operationQuerySchema,
};

describe.each(Object.entries(lists))('query of %s', (_, schema) => {
  it('asks for the first fifty rows when it says nothing', () => {
    expect(schema.parse({})).toMatchObject({ limit: 50, offset: 0 });
  });

  it('has numbers as text, as they come in an address', () => {
    expect(schema.parse({ limit: '200', offset: '7' })).toMatchObject({
      limit: 200,
      offset: 7,
    });
  });

  it.each([
    { limit: '0' },
    { limit: '201' },
    { limit: '1.5' },
    { limit: 'all' },
    { offset: '-1' },
    { colour: 'red' },
  ])('refuses %j', query => {
    expect(schema.safeParse(query).success).toBe(false);
  });
});

describe('query of resources', () => {
  it('takes a filter once or several times', () => {
    expect(
      resourceQuerySchema.parse({ kind: 'image', project: ['a', 'b'] }),
    ).toMatchObject({
      kind: ['image'],
      project: ['a', 'b'],
      sort: 'name',
    });
  });

  it('knows the kinds and the columns there are', () => {
    expect(resourceQuerySchema.safeParse({ kind: 'tree' }).success).toBe(false);
    expect(resourceQuerySchema.parse({ sort: '-createdAt' }).sort).toBe(
      '-createdAt',
    );
    for (const sort of ['host', '--name', 'name; drop table', 'name\n']) {
      expect(resourceQuerySchema.safeParse({ sort }).success).toBe(false);
    }
  });

  it('limits how much may be asked for at once', () => {
    expect(resourceQuerySchema.safeParse({ q: 'x'.repeat(201) }).success).toBe(
      false,
    );
    const project = Array.from({ length: 51 }, (_, n) => `p${n}`);
    expect(resourceQuerySchema.safeParse({ project }).success).toBe(false);
  });
});

it('operations are asked for by states that exist', () => {
  expect(operationQuerySchema.parse({ state: 'running' }).state).toEqual([
    'running',
  ]);
  expect(operationQuerySchema.safeParse({ state: 'lost' }).success).toBe(false);
});

it('changes are read from the beginning unless told otherwise', () => {
  expect(changesQuerySchema.parse({})).toEqual({ after: 0, limit: 500 });
  expect(changesQuerySchema.parse({ after: '12' }).after).toBe(12);
  expect(changesQuerySchema.safeParse({ after: '-1' }).success).toBe(false);
  expect(changesQuerySchema.safeParse({ limit: '1001' }).success).toBe(false);
});

describe('bodies', () => {
  it('of requests have a type and an input, and nothing else', () => {
    const request = { type: 'instance.create', input: { name: 'api-1' } };
    expect(operationRequestSchema.parse(request)).toEqual(request);
    for (const bad of [
      {},
      { type: 'x' },
      { ...request, requester: 'me' },
      { ...request, input: 'x' },
    ]) {
      expect(operationRequestSchema.safeParse(bad).success).toBe(false);
    }
  });

  it('of decisions may have a comment', () => {
    expect(decisionSchema.parse({})).toEqual({ comment: '' });
    expect(decisionSchema.parse({ comment: ' Fine ' })).toEqual({
      comment: 'Fine',
    });
    expect(
      decisionSchema.safeParse({ comment: 'x'.repeat(1001) }).success,
    ).toBe(false);
    expect(decisionSchema.safeParse({ approve: true }).success).toBe(false);
  });
});

it('events are asked for before an event, or from the newest one', () => {
  expect(eventQuerySchema.parse({})).toEqual({ limit: 50 });
  expect(eventQuerySchema.parse({ before: '12', limit: '5' })).toEqual({
    before: 12,
    limit: 5,
  });
  expect(eventQuerySchema.safeParse({ before: 'x' }).success).toBe(false);
  expect(eventQuerySchema.safeParse({ offset: '1' }).success).toBe(false);
});
