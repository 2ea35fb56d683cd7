import { startScriptedCluster } from '../testing/scriptedCluster';

const options = { signal: new AbortController().signal };

it('takes a pool for full when what is in it can not be read', async () => {
  const cluster = await startScriptedCluster({
    'GET /pools': [
      {
        poolid: 'shop',
        comment: 'ironstage-operation: op-1',
        members: [{ odd: true }, null],
      },
    ],
  });
  await expect(
    cluster.provider.projects.removeProject(
      { externalId: 'shop', operationId: 'op-1', name: 'shop' },
      options,
    ),
  ).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('2 members'),
  });
  await cluster.close();
});
