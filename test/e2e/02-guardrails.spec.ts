import type { Page } from '@playwright/test';
import { choose, next, openChoices, openTemplate } from './support/forms';
import { rest } from './support/portal';
import {
  ensureInstance,
  ensureProject,
  entityPath,
  holdGpuQuota,
  operationCount,
} from './support/scene';
import { shot } from './support/shots';
import { newSshPublicKey } from './support/sshKey';
import { expect, test } from './support/test';

test.describe('guardrails', () => {
  let project: string;
  let instance: string;

  test.beforeAll(async () => {
    project = await ensureProject();
    instance = await ensureInstance(project);
  });

  test('a bad name is refused at its field, with the rule', async ({
    signIn,
  }) => {
    const page = await signIn('dana');
    await openTemplate(page, 'Provision a VM');
    await choose(page, 'Project', project);
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Web_01');
    await choose(page, 'Size', /^small/);
    await choose(page, 'Image', 'eu-ubuntu');
    await page
      .getByRole('textbox', { name: 'Public SSH key' })
      .fill(newSshPublicKey('dana@laptop'));
    const sentence = page.getByText(
      'The name "Web_01" does not follow the naming rule',
    );
    await expect(sentence).toBeVisible();
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    await next(page);
    await expect(sentence.first()).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Create', exact: true }),
    ).toHaveCount(0);
    await shot(page, 'form-bad-name');
  });

  /** Asks for GPUs as dana and expects to be refused in the form, with nothing asked for. */
  async function expectGpusRefused(
    page: Page,
    days: string | undefined,
    refusal: RegExp,
  ) {
    const before = await operationCount();
    await openTemplate(page, 'Request a GPU');
    await choose(page, 'Project', project);
    await page
      .getByRole('textbox', { name: 'Name of the instance' })
      .fill('too-many');
    await choose(page, 'GPU model', 'NVIDIA A100 PCIe 80 GB, vGPU slice');
    if (days) {
      await page.getByRole('spinbutton', { name: 'Days' }).fill(days);
    }
    await page
      .getByRole('textbox', { name: 'What it is for' })
      .fill('More than the project may have');
    await choose(page, 'Image', 'eu-gpu');
    await page
      .getByRole('textbox', { name: 'Public SSH key' })
      .fill(newSshPublicKey('dana@laptop'));
    await next(page);
    await expect(page.getByText(refusal).first()).toBeVisible();
    await shot(page, `form-refused-gpus-${days ? `${days}-days` : 'quota'}`);
    expect(await operationCount()).toBe(before);
  }

  test('what is missing in a form is told all at once, each at its field', async ({
    signIn,
  }) => {
    const page = await signIn('dana');
    await openTemplate(page, 'Request a GPU');
    await choose(page, 'Project', project);
    await next(page);
    await expect(page.getByText('This is needed.')).toHaveCount(4);
    const purpose = page.getByRole('textbox', { name: 'What it is for' });
    await purpose.fill('ml');
    await expect(page.getByText('This is needed.')).toHaveCount(3);
    await next(page);
    const tooShort = page.getByText(/Say in a sentence|Write at least/);
    await expect(tooShort).toHaveCount(1);
    await purpose.fill('Train the ranking model');
    await expect(tooShort).toHaveCount(0);
    await shot(page, 'form-what-is-missing');
  });

  test('no more GPUs are offered than an instance gets', async ({ signIn }) => {
    const page = await signIn('dana');
    await openTemplate(page, 'Request a GPU');
    await choose(page, 'Project', project);
    await choose(page, 'GPU model', 'NVIDIA A100 PCIe 80 GB, vGPU slice');
    await expect(await openChoices(page, 'Number of GPUs')).toHaveText(['1']);
  });

  test('more days than the policy allows are refused at their field', async ({
    signIn,
  }) => {
    const page = await signIn('dana');
    await expectGpusRefused(
      page,
      '400',
      /A GPU is granted for 30 days at most, 400 were asked for/,
    );
    await expect(
      page.getByRole('spinbutton', { name: 'Days' }),
    ).toHaveAttribute('aria-invalid', 'true');
  });

  test('GPUs beyond the quota are refused before anything is asked for', async ({
    signIn,
  }) => {
    const held = await holdGpuQuota(project);
    try {
      await expectGpusRefused(
        await signIn('dana'),
        undefined,
        /nvidia-a100.*quota|quota.*nvidia-a100/i,
      );
    } finally {
      for (const id of held) {
        await rest('dana', 'POST', `/operations/${id}/cancel`);
      }
    }
  });

  test('another team sees neither the project nor its instance', async ({
    signIn,
  }) => {
    const page = await signIn('sam', {
      at: `/infra/inventory?kind=instance&q=${instance}`,
      // the answers of the back end that this test is about
      expectedErrors: [
        /\b40[34]\b.*\/api\/(infra\/v1\/projects|catalog\/entities\/by-name)\//,
      ],
    });
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await shot(page, 'inventory-empty-search');

    await page.goto('/infra/projects');
    await expect(
      page.getByText('Your teams have no project yet'),
    ).toBeVisible();
    await expect(page.getByText(project, { exact: true })).toHaveCount(0);
    await shot(page, 'projects-other-team');

    await page.goto(`/infra/projects/${project}`);
    await expect(
      page.getByText(/^(You may not see|Could not find) the project/),
    ).toBeVisible();
    await expect(page.getByRole('meter')).toHaveCount(0);
    await shot(page, 'project-forbidden');

    for (const path of [
      await entityPath('resource', instance),
      await entityPath('system', project),
    ]) {
      await page.goto(path);
      await expect(page.getByText(/not found/i).first()).toBeVisible();
      await expect(
        page.getByRole('region', { name: /Instance|Project/ }),
      ).toHaveCount(0);
    }
    await shot(page, 'entity-forbidden');
  });
});
