import { expectAccessible } from './support/axe';
import { rest } from './support/portal';
import { ensureProject } from './support/scene';
import { shot } from './support/shots';
import { expect, test } from './support/test';

const OURS = '[data-infra-page]';

interface Asked {
  id: string;
  title: string;
}

let project: string;

test.beforeAll(async () => {
  project = await ensureProject();
});

const ask = (instances: number) =>
  rest<Asked>('dana', 'POST', '/operations', {
    type: 'quota.change',
    input: { project, instances, reason: 'The sale in June needs them' },
  });

test.describe.serial('quotas and approvals', () => {
  test('a member asks for a quota, is asked back, and gets it', async ({
    signIn,
  }) => {
    const dana = await signIn('dana', { at: `/infra/projects/${project}` });
    await dana.getByRole('button', { name: 'Change the quota' }).click();
    const form = dana.getByRole('dialog');
    await form.getByRole('textbox', { name: 'vCPU' }).fill('72');
    await expect(
      form.getByText('Somebody else has to approve it'),
    ).toBeVisible();
    await expectAccessible(dana, '[role=dialog]');
    await form
      .getByRole('textbox', { name: 'What it is for' })
      .fill('Two more shops go live in May');
    await form.getByRole('button', { name: 'Ask for it' }).click();
    await expect(form).toBeHidden();

    const amira = await signIn('amira', { at: '/infra/approvals' });
    const request = amira.getByRole('link', {
      name: new RegExp(`Change the quota of ${project}: .* → 72 vCPUs`),
    });
    await expect(request).toBeVisible();
    await expect(
      amira.getByRole('link', { name: /^Approvals \(\d+\)$/ }),
    ).toBeVisible();
    await expectAccessible(amira, OURS);
    await request.click();
    const granted = amira.getByRole('table', { name: 'What is granted' });
    await expect(granted.getByRole('row', { name: /vCPU/ })).toBeVisible();
    await expect(amira.getByText(/EUR a month/)).toBeVisible();
    await expectAccessible(amira, OURS);
    await shot(amira, 'decision');
    await amira.getByRole('textbox', { name: 'Comment' }).fill('Until when?');
    await amira.getByRole('button', { name: 'Ask back' }).click();
    const said = amira.getByRole('list', { name: 'What was said' });
    await expect(said).toContainText('Asked: Until when?');

    await dana
      .getByRole('link', { name: /→ 72 vCPUs/ })
      .first()
      .click();
    await dana.getByLabel('Your answer').fill('Until the end of June');
    await dana.getByRole('button', { name: 'Answer' }).click();
    await expect(said).toContainText('Answered: Until the end of June');

    await amira.getByRole('button', { name: 'Approve' }).click();
    await expect(
      amira.getByText('Succeeded', { exact: true }).first(),
    ).toBeVisible();

    await dana.goto(`/infra/projects/${project}`);
    await expect(dana.getByText(/of 72 quota/)).toBeVisible();
    await dana.getByText(/It changed/).click();
    const changes = dana.getByRole('table', { name: 'Changes of the quota' });
    await expect(changes).toContainText('→ 72');
    await expect(changes).toContainText('Amira Haddad');
    await expectAccessible(dana, OURS);
  });

  test('several are rejected at once, and who asked reads why', async ({
    signIn,
  }) => {
    const first = await ask(31);
    const amira = await signIn('amira', { at: '/infra/approvals' });
    await amira.getByLabel(`Choose: ${first.title}`).check();
    await amira.getByRole('button', { name: 'Reject' }).click();
    await expect(amira.getByText(/Say why they are rejected/)).toBeVisible();
    await amira
      .getByRole('textbox', { name: 'Comment' })
      .fill('Staging has some to spare');
    await amira.getByRole('button', { name: 'Reject' }).click();
    await expect(amira.getByRole('alert')).toContainText('1 rejected');

    const dana = await signIn('dana', { at: `/infra/operations/${first.id}` });
    await expect(
      dana.getByText('Staging has some to spare').first(),
    ).toBeVisible();
  });

  test('the inbox fits a telephone', async ({ signIn }) => {
    const { id } = await ask(32);
    const amira = await signIn('amira');
    await amira.setViewportSize({ width: 390, height: 900 });
    await amira.goto('/infra/approvals');
    await expect(
      amira.getByRole('table', { name: 'Waiting for you' }),
    ).toBeVisible();
    expect(
      await amira.evaluate(() => document.documentElement.scrollWidth),
    ).toBeLessThanOrEqual(390);
    await rest('dana', 'POST', `/operations/${id}/cancel`);
  });
});
