import { expect, test } from './support/test';

test('an SRE walks from a rack to what goes down with it, to a machine, to its host and its instances', async ({
  signIn,
}) => {
  const page = await signIn('rui', { at: '/infra/racks' });
  const rack = page.getByRole('region', { name: 'r12' });
  await rack.getByRole('link', { name: 'What goes down with r12?' }).click();

  const panel = page.getByRole('region', { name: 'Without rack r12' });
  await expect(panel.getByText(/\d+ instances? go(es)? down/)).toBeVisible();
  await panel.getByRole('link', { name: 'r12-n05' }).first().click();

  const machine = page.getByRole('region', { name: 'Without machine r12-n05' });
  await machine.getByRole('link', { name: 'Details of r12-n05' }).click();

  const details = page.getByRole('dialog', { name: 'r12-n05' });
  const below = details.getByRole('list', { name: 'Stands on' });
  await expect(below).toContainText('Power feed r12-a');
  // its second power supply is broken
  await expect(below).not.toContainText('r12-b');
  await details
    .getByRole('list', { name: 'Carries' })
    .getByRole('link', { name: 'r12-n05' })
    .click();

  const carried = page
    .getByRole('dialog', { name: 'r12-n05' })
    .getByRole('list', { name: 'Carries' })
    .getByText('Instance');
  await expect(carried.first()).toBeVisible();
});

test('a power feed takes down what has no other one, and the drawing is for the keyboard, too', async ({
  signIn,
}) => {
  const page = await signIn('rui', { at: '/infra/topology' });
  await page.getByRole('combobox', { name: 'What fails?' }).fill('ups-a');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Without power feed ups-a' });
  const kept = panel.getByRole('table', { name: 'What goes on, and by what' });
  await expect(kept.getByRole('row', { name: /r12-n06/ })).toContainText(
    'r12-b',
  );
  await page.getByRole('button', { name: 'Show the whole estate' }).click();
  const drawn = page.getByRole('group', { name: 'What stands on what' });
  await drawn.getByRole('button', { name: /^Rack r13/ }).focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('region', { name: 'Without rack r13' }),
  ).toBeVisible();
});

test('a developer is told that the topology is not his to see', async ({
  signIn,
}) => {
  const page = await signIn('sam', {
    at: '/infra/topology',
    expectedErrors: [/403/],
  });
  await expect(page.getByText('You may not see the topology')).toBeVisible();
});
