import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { choose } from './support/forms';
import { rest } from './support/portal';
import { shot } from './support/shots';
import { newSshPublicKey } from './support/sshKey';
import { expect, test } from './support/test';

/** Milliseconds an operation on the simulated estate may take. */
const OPERATION_MS = 240_000;

interface Machine {
  ref: string;
  name: string;
}

const machinesThatAre = async (status: string) =>
  (
    await rest<{ items: Machine[] }>(
      'rui',
      'GET',
      `/resources?kind=machine&provider=maas-eu1&status=${status}`,
    )
  ).items;

let machine: Machine;
/** A host of instances: it belongs to the platform team's own account. */
let host: Machine;

test.beforeAll(async () => {
  [machine] = await machinesThatAre('ready');
  [host] = await machinesThatAre('deployed');
  if (!machine) {
    throw new Error(
      'No machine is ready; start the demo with a new data folder.',
    );
  }
});

const pathOf = ({ ref }: Machine) =>
  `/infra/inventory?kind=machine&open=${encodeURIComponent(ref)}`;

async function detailsOn(page: Page, { name }: Machine) {
  const details = page.getByRole('dialog', { name });
  await expect(
    details.getByRole('button', { name: 'Close details' }),
  ).toBeVisible();
  return details;
}

async function open(page: Page, target: Machine) {
  await page.goto(pathOf(target));
  return detailsOn(page, target);
}

/** Asks for an action where the details of a machine are open. */
async function ask(page: Page, action: string, target = machine) {
  const details = await detailsOn(page, target);
  await details.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
  return page.getByRole('dialog', { name: `${action}: ${target.name}` });
}

/** Waits where one is until an action has ended well. */
async function succeed(page: Page, action: string) {
  await expect(page.getByText(`${action}: ${machine.name}: done`)).toBeVisible({
    timeout: OPERATION_MS,
  });
}

test.describe.serial('a machine that is ready', () => {
  test('is taken out of use and repaired', async ({ signIn }) => {
    const page = await signIn('rui', { at: pathOf(machine) });
    const broken = await ask(page, 'Mark as broken');
    await broken
      .getByRole('textbox', { name: /What is wrong/ })
      .fill('A fan is loud');
    await expectAccessible(page, '[role=dialog]');
    await shot(page, 'machine-mark-broken');
    await broken.getByRole('button', { name: 'Mark as broken' }).click();
    await succeed(page, 'Mark as broken');
    await expect(await open(page, machine)).toContainText('Broken');
    const fixed = await ask(page, 'Mark as fixed');
    await fixed.getByRole('button', { name: 'Mark as fixed' }).click();
    await succeed(page, 'Mark as fixed');
    await expect(await open(page, machine)).toContainText('Ready');
  });

  test('is deployed with the baseline and a key', async ({ signIn }) => {
    const page = await signIn('rui', { at: pathOf(machine) });
    const dialog = await ask(page, 'Deploy');
    await choose(page, 'Image', 'ubuntu/noble');
    await dialog
      .getByRole('textbox', { name: /SSH key/ })
      .fill(newSshPublicKey('rui@laptop'));
    await expectAccessible(page, '[role=dialog]');
    await shot(page, 'machine-deploy');
    await dialog.getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('link', { name: 'Under way' }).click();
    await expect(page.getByText(/is at work: deploying/).first()).toBeVisible();
    await shot(page, 'operation-machine-deploy');
    await succeed(page, 'Deploy');
    const details = await open(page, machine);
    await expect(details).toContainText('Deployed');
    await expect(details).toContainText('ubuntu/noble');
  });

  test('shows what it went through, and what may be done to it now', async ({
    signIn,
  }) => {
    const page = await signIn('rui', { at: pathOf(machine) });
    const details = await detailsOn(page, machine);
    await expect(details.getByText(/Deployed/).first()).toBeVisible();
    await expect(
      details.getByRole('heading', { name: 'Lifecycle' }),
    ).toBeVisible();
    await details.getByRole('button', { name: 'Actions' }).click();
    await expect(
      page.getByRole('menuitem', { name: /^Deploy/ }),
    ).toBeDisabled();
    await expect(page.getByRole('menuitem', { name: 'Unlock' })).toContainText(
      'It is not locked',
    );
    await shot(page, 'machine-menu');
  });

  test('is released by whoever types its name', async ({ signIn }) => {
    const page = await signIn('rui', { at: pathOf(machine) });
    const dialog = await ask(page, 'Release');
    const button = dialog.getByRole('button', { name: 'Release' });
    await expect(button).toBeDisabled();
    await dialog
      .getByRole('textbox', { name: /to confirm/ })
      .fill(machine.name);
    await expectAccessible(page, '[role=dialog]');
    await shot(page, 'machine-release');
    await button.click();
    await succeed(page, 'Release');
    await expect(await open(page, machine)).toContainText('Ready');
  });
});

test('a machine under instances is left alone, with the reason', async ({
  signIn,
}) => {
  const page = await signIn('rui', { at: pathOf(host) });
  const dialog = await ask(page, 'Release', host);
  await expect(
    dialog.getByText(/on which \d+ instances? (is|are)/),
  ).toBeVisible();
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill(host.name);
  await expect(dialog.getByRole('button', { name: 'Release' })).toBeDisabled();
  await shot(page, 'machine-release-refused');
});
