import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { NameSearchEngine } from './NameSearchEngine';

const titled = (title: string, kind = 'Resource', text = '') => ({
  title,
  text,
  kind,
  location: `/${title}`,
});

type Documents = Array<ReturnType<typeof titled>>;

async function engineOf(...documents: Documents) {
  const engine = new NameSearchEngine({ logger: mockServices.logger.mock() });
  const index = async (source: Iterable<unknown> | AsyncIterable<unknown>) =>
    pipeline(
      Readable.from(source),
      await engine.getIndexer('software-catalog'),
    );
  await index(documents);
  const found = async (term: string, filters = {}) => {
    const { results } = await engine.query({ term, filters });
    return results.map(({ document }) => document.title);
  };
  return { engine, found, index };
}

describe('NameSearchEngine', () => {
  it('finds what is called so, and not what only looks alike', async () => {
    const { found } = await engineOf(
      titled('Provision a VM', 'Template'),
      titled('web-10'),
      titled('web-1'),
      titled('wed-1'),
      titled('web-2'),
    );
    expect(await found('web-1')).toEqual(['web-1', 'web-10']);
    expect(await found('web')).toEqual(
      expect.arrayContaining(['web-1', 'web-10', 'web-2']),
    );
    expect(await found('wxb-1')).toEqual([]);
  });

  it('finds words by their beginning and whatever their ending', async () => {
    const { found } = await engineOf(titled('Databases of the shop'));
    expect(await found('databases')).toHaveLength(1);
    expect(await found('database the shop')).toHaveLength(1);
    expect(await found('data')).toHaveLength(1);
  });

  it('still keeps to the filters of the page', async () => {
    const { found } = await engineOf(
      titled('web-1', 'System'),
      titled('web-1b', 'Resource'),
    );
    expect(await found('web', { kind: 'System' })).toEqual(['web-1']);
  });

  it('marks what was looked for, and nothing else', async () => {
    const { engine } = await engineOf(titled('web-1', 'Resource', 'A VM'));
    const { results } = await engine.query({ term: 'web-1' });
    const [{ highlight }] = results;
    expect(highlight?.fields).toEqual({
      title: `${highlight?.preTag}web-1${highlight?.postTag}`,
    });
  });

  it('forgets what is deleted, the last of its type as well', async () => {
    const { engine, found, index } = await engineOf(
      titled('web-1'),
      titled('web-2'),
    );
    await index([titled('web-2')]);
    expect(await found('web')).toEqual(['web-2']);
    await index([]);
    expect(await found('web')).toEqual([]);
    const { results } = await engine.query({
      term: 'web',
      types: ['software-catalog'],
      filters: { kind: 'Resource' },
    });
    expect(results).toEqual([]);
  });

  it('keeps what it has when a reading fails', async () => {
    const { found, index } = await engineOf(titled('web-1'));
    const failing = async function* failing() {
      throw new Error('The inventory can not be read');
    };
    await expect(index(failing())).rejects.toThrow('can not be read');
    expect(await found('web')).toEqual(['web-1']);
  });
});
