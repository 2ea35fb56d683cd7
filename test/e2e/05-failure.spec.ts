import { choose, create, next, openTemplate } from './support/forms';
import { rest, setFaults } from './support/portal';
import { ensureProject } from './support/scene';
import { shot } from './support/shots';
import { newSshPublicKey } from './support/sshKey';
import { expect, test } from './support/test';

/** What a project has of its quota in instances. */
async function instancesOf(project: string) {
  const { usage } = await rest<{
    usage: Record<'used' | 'reserved', { instances: number }>;
  }>('dana', 'GET', `/projects/${project}`);
  return {
    used: usage.used.instances,
    reserved: usage.reserved.instances,
  };
}

test.describe('an operation that fails', () => {
  test.afterEach(() => setFaults([]));

  test('is undone, and says plainly what happened', async ({ signIn }) => {
    const project = await ensureProject();
    const before = await instancesOf(project);
    const name = `doomed-${Date.now().toString(36)}`;
    // however often it is tried, a server of this name does not come up
    await setFaults([{ kind: 'build-error', name: `^${name}` }]);

    const page = await signIn('dana');
    await openTemplate(page, 'Provision a VM');
    await choose(page, 'Project', project);
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await choose(page, 'Size', /^small/);
    await choose(page, 'Image', 'eu-ubuntu');
    await page
      .getByRole('textbox', { name: 'Public SSH key' })
      .fill(newSshPublicKey('dana@laptop'));
    await next(page);
    await create(page);
    const sentence = /No host of \S+ has room for this instance right now\./;
    await expect(page.getByText(sentence).first()).toBeVisible({
      timeout: 120_000,
    });
    await shot(page, 'task-failed');

    await test.step('the list of operations shows it as failed', async () => {
      await page.goto('/infra/operations');
      const row = page
        .getByRole('table', { name: 'Operations' })
        .getByRole('row', { name });
      await expect(row).toContainText('Failed', { timeout: 120_000 });
      await shot(page, 'operations-with-failed');
      await row.getByRole('link', { name }).click();
    });

    await test.step('its page tells the reason and what was undone', async () => {
      const note = page
        .getByRole('alert')
        .filter({ hasText: 'It did not work out' });
      await expect(note).toContainText(sentence);
      await expect(note).toContainText('Nothing was left behind.');
      const steps = page.getByRole('region', { name: 'Steps' });
      await expect(steps.getByText(/^failed/)).toHaveCount(1);
      await expect(steps.getByText(/^undone/).first()).toBeVisible();
      await shot(page, 'operation-failed');
    });

    await test.step('nothing of it is left in the project', async () => {
      expect(await instancesOf(project)).toEqual(before);
      await page.goto(`/infra/inventory?q=${name}`);
      await expect(page.getByText('Nothing matches')).toBeVisible();
    });

    await test.step('the platform team sees the raw detail', async () => {
      const rui = await signIn('rui', { at: '/infra/operations?state=failed' });
      await rui.getByRole('link', { name }).first().click();
      await rui.getByRole('button', { name: /^Raw detail/ }).click();
      await expect(rui.getByLabel('Raw detail', { exact: true })).toBeVisible();
      await shot(rui, 'operation-failed-sre');
    });
  });
});
