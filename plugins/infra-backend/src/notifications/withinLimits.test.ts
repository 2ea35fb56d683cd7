import type { NotificationService } from '@backstage/plugin-notifications-node';
import { withinLimits } from './withinLimits';

async function sentTitle(title: string): Promise<string> {
  const send = jest.fn<Promise<void>, Parameters<NotificationService['send']>>(
    async () => {},
  );
  await withinLimits({ send }).send({
    recipients: { type: 'entity', entityRef: 'user:default/dana' },
    payload: { title, link: '/x' },
  });
  expect(send.mock.calls[0][0]).toMatchObject({
    recipients: { entityRef: 'user:default/dana' },
    payload: { link: '/x' },
  });
  return send.mock.calls[0][0].payload.title;
}

it('leaves a title alone that is kept', async () => {
  expect(await sentTitle('a'.repeat(255))).toBe('a'.repeat(255));
});

it('cuts one that PostgreSQL would refuse, and shows that it did', async () => {
  expect(await sentTitle('a'.repeat(256))).toBe(`${'a'.repeat(254)}…`);
});

it('does not cut through the middle of a character', async () => {
  const title = await sentTitle(`${'a'.repeat(253)}${'🚀'.repeat(3)}`);
  expect(title).toBe(`${'a'.repeat(253)}…`);
});
