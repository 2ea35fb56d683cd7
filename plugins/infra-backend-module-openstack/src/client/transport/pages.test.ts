import { z } from 'zod';
import networksPage from '../../__fixtures__/zed-networks-page.json';
import imagesPage from '../../__fixtures__/zed-images-page.json';
import hypervisorsPage from '../../__fixtures__/zed-hypervisors-page.json';
import {
  startScriptedCloud,
  type ScriptedAnswer,
  type ScriptedCloud,
} from '../../testing/scriptedCloud';
import type { ServiceName } from './endpoints';
import { listAll } from './pages';

const row = z.object({ id: z.string() });

describe('listPages', () => {
  let cloud: ScriptedCloud;
  afterEach(() => cloud.close());

  const markers = () =>
    cloud
      .calls()
      .map(one => new URL(one.path, cloud.origin).searchParams.get('marker'));

  async function list(
    service: ServiceName,
    collection: string,
    answers: ScriptedAnswer[],
  ) {
    const queue = [...answers];
    cloud = await startScriptedCloud(request =>
      request.path.includes(`/${collection}?`) ? queue.shift() : undefined,
    );
    return listAll(
      cloud.connect(),
      {
        service,
        path: `/${collection}`,
        signal: new AbortController().signal,
      },
      collection,
      row,
    );
  }

  it.each([
    [
      'Nova',
      'compute' as const,
      'hypervisors',
      hypervisorsPage.response.body,
      { hypervisors: [{ id: 'last' }] },
    ],
    [
      'Neutron, which links an empty page at the end',
      'network' as const,
      'networks',
      networksPage.response.body,
      { networks: [], networks_links: [{ rel: 'previous', href: '/x' }] },
    ],
    [
      'Glance',
      'image' as const,
      'images',
      imagesPage.response.body,
      { images: [{ id: 'last' }] },
    ],
  ])('goes on as %s says', async (_, service, collection, first, second) => {
    const rows = await list(service, collection, [
      { body: first },
      { body: second },
    ]);
    const firstRows = (
      first as unknown as Record<string, Array<{ id: string }>>
    )[collection];
    expect(rows.map(one => one.id).slice(0, 1)).toEqual([firstRows[0].id]);
    expect(markers()).toEqual([null, firstRows[0].id]);
  });

  it('takes nothing but the marker from a link to another host', async () => {
    const rows = await list('compute', 'servers', [
      {
        body: {
          servers: [{ id: 'a' }],
          servers_links: [
            { rel: 'next', href: 'http://evil.invalid/v2.1/servers?marker=a' },
          ],
        },
      },
      { body: { servers: [{ id: 'b' }] } },
    ]);
    expect(rows.map(one => one.id)).toEqual(['a', 'b']);
    expect(cloud.calls()[1].path).toBe(
      '/compute/v2.1/servers?limit=200&marker=a',
    );
  });

  const linked = (...ids: string[]): ScriptedAnswer => ({
    body: {
      servers: ids.map(id => ({ id })),
      servers_links: [
        { rel: 'next', href: `/servers?marker=${ids[ids.length - 1]}` },
      ],
    },
  });
  const lost: ScriptedAnswer = {
    status: 400,
    body: { badRequest: { code: 400, message: 'marker [a] not found' } },
  };

  it('begins again when the row that marks the page is gone', async () => {
    const rows = await list('compute', 'servers', [
      linked('a'),
      lost,
      linked('b'),
      { body: { servers: [{ id: 'c' }] } },
    ]);
    expect(rows.map(one => one.id)).toEqual(['a', 'b', 'c']);
    expect(markers()).toEqual([null, 'a', null, 'b']);
  });

  it('does not begin again for ever', async () => {
    const many = Array.from({ length: 4 }, () => [linked('a'), lost]).flat();
    await expect(list('compute', 'servers', many)).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('throws what goes wrong on the first page', async () => {
    await expect(list('compute', 'servers', [lost])).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('yields a row once that a page or the next one repeats', async () => {
    const rows = await list('compute', 'servers', [
      linked('a', 'b', 'a'),
      linked('b', 'c'),
      { body: { servers: [] } },
    ]);
    expect(rows.map(one => one.id)).toEqual(['a', 'b', 'c']);
  });

  it('ends when a link leads nowhere new', async () => {
    const rows = await list('compute', 'servers', [linked('a'), linked('a')]);
    expect(rows).toEqual([{ id: 'a' }]);
  });
});
