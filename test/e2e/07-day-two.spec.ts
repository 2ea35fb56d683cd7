import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { choose } from './support/forms';
import { ensureProject, newInstance } from './support/scene';
import { shot } from './support/shots';
import { expect, test } from './support/test';

/** Milliseconds an operation on the simulated estate may take. */
const OPERATION_MS = 240_000;

let project: string;
let vm: string;

test.beforeAll(async () => {
  project = await ensureProject();
  vm = await newInstance(project, 'day-two');
});

const row = (page: Page) =>
  page.getByRole('table', { name: 'Instances' }).getByRole('row', { name: vm });

const projectPage = () => ({ at: `/infra/projects/${project}` });

async function ask(page: Page, action: string) {
  await page.getByRole('button', { name: `Actions of ${vm}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return page.getByRole('dialog', { name: `${action}: ${vm}` });
}

/** Waits where one is until an action has ended well. */
async function succeed(page: Page, action: string) {
  await expect(page.getByText(`${action}: ${vm}: done`)).toBeVisible({
    timeout: OPERATION_MS,
  });
  await expect(page).toHaveURL(new RegExp(`/infra/projects/${project}$`));
}

/** Without a reload: the page follows by itself. */
async function expectInRow(page: Page, text: string | RegExp) {
  await expect(row(page)).toContainText(text);
}

test.describe.serial('an instance that is there', () => {
  test('is stopped and started again', async ({ signIn }) => {
    const page = await signIn('dana', projectPage());
    await page.getByRole('button', { name: `Actions of ${vm}` }).click();
    await expect(page.getByRole('menuitem', { name: 'Start' })).toBeDisabled();
    await shot(page, 'instance-menu');
    await page.keyboard.press('Escape');
    const stop = await ask(page, 'Stop');
    await expectAccessible(page, '[role=dialog]');
    await shot(page, 'instance-stop');
    await stop.getByRole('button', { name: 'Stop' }).click();
    await succeed(page, 'Stop');
    await shot(page, 'instance-stopped');
    await expectInRow(page, 'Stopped');
    const start = await ask(page, 'Start');
    await start.getByRole('button', { name: 'Start' }).click();
    await succeed(page, 'Start');
    await expectInRow(page, 'Active');
  });

  test('is resized, within the quota', async ({ signIn }) => {
    const page = await signIn('dana', projectPage());
    const dialog = await ask(page, 'Resize');
    await choose(page, 'New size', /^medium/);
    await expect(dialog.getByText(/more of the quota/)).toBeVisible();
    await expectAccessible(page, '[role=dialog]');
    await shot(page, 'instance-resize');
    await dialog.getByRole('button', { name: 'Resize' }).click();
    await succeed(page, 'Resize');
    await expectInRow(page, '4 vCPU');
  });

  test('is kept as a snapshot', async ({ signIn }) => {
    const page = await signIn('dana', projectPage());
    const dialog = await ask(page, 'Take a snapshot');
    const name = dialog.getByRole('textbox', { name: /Name of the snapshot/ });
    await name.fill('Not A Name');
    await expect(
      dialog.getByText(/A snapshot can't be called "Not A Name"/),
    ).toBeVisible();
    await shot(page, 'instance-snapshot-refused');
    await name.fill(`before-${vm}`);
    await dialog.getByRole('button', { name: 'Take a snapshot' }).click();
    await succeed(page, 'Take a snapshot');
    await row(page).getByRole('link', { name: vm }).click();
    await page
      .getByRole('region', { name: 'Snapshots' })
      .getByRole('link', { name: `before-${vm}` })
      .click();
    await expect(
      page.getByRole('dialog', { name: `before-${vm}` }),
    ).toContainText(project);
    await shot(page, 'snapshot');
  });

  test('is kept longer', async ({ signIn }) => {
    const page = await signIn('dana', projectPage());
    const lease = page
      .getByRole('table', { name: 'Leases' })
      .getByRole('row', { name: vm });
    await lease.getByRole('button', { name: /^Extend/ }).click();
    const dialog = page.getByRole('dialog', {
      name: `Extend the lease: ${vm}`,
    });
    await dialog.getByRole('spinbutton', { name: /Days more/ }).fill('4000');
    await expect(dialog.getByRole('alert').first()).toBeVisible();
    await shot(page, 'lease-extend-refused');
    await dialog.getByRole('spinbutton', { name: /Days more/ }).fill('10');
    // the dialog gets smaller without the refusal, and its button moves
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Extend the lease' }).click();
    await succeed(page, 'Extend the lease');
    await expect(lease).toContainText('40 days left');
  });

  test('is rebuilt from an image', async ({ signIn }) => {
    const page = await signIn('dana', projectPage());
    const dialog = await ask(page, 'Rebuild');
    await choose(page, 'Image', 'eu-ubuntu');
    await dialog.getByRole('button', { name: 'dana@laptop' }).first().click();
    await dialog.getByRole('textbox', { name: /to confirm/ }).fill(vm);
    await expectAccessible(page, '[role=dialog]');
    await shot(page, 'instance-rebuild');
    await dialog.getByRole('button', { name: 'Rebuild' }).click();
    await succeed(page, 'Rebuild');
    await expectInRow(page, 'Active');
  });

  test('is deleted by whoever types its name', async ({ signIn }) => {
    const page = await signIn('dana', projectPage());
    const dialog = await ask(page, 'Delete');
    const button = dialog.getByRole('button', { name: 'Delete' });
    await expect(button).toBeDisabled();
    await dialog.getByRole('textbox', { name: /to confirm/ }).fill(vm);
    await shot(page, 'instance-delete');
    await button.click();
    await succeed(page, 'Delete');
    await expect(row(page)).toHaveCount(0);
  });
});
