import { choose, create, next, openTemplate } from './support/forms';
import { freeEnvironment } from './support/scene';
import { shot } from './support/shots';
import { newSshPublicKey } from './support/sshKey';
import { expect, test } from './support/test';

// From sign-in to running, in the order people go: a project, a VM in it, a GPU beside it.
test.describe.serial('golden paths', () => {
  let environment: string;
  let project: string;
  const suffix = Date.now().toString(36);
  const vm = `web-${suffix}`;
  const gpuVm = `train-${suffix}`;

  test.beforeAll(async () => {
    environment = await freeEnvironment();
    project = `checkout-${environment}`;
  });

  test('a developer creates a project and lands on its page', async ({
    signIn,
  }) => {
    const page = await signIn('dana');
    await openTemplate(page, 'Create a project');
    await choose(page, 'Team', 'Checkout');
    await choose(page, 'Environment', environment);
    await expect(
      page.getByText(`The project is called ${project}`),
    ).toBeVisible();
    await choose(page, 'Cloud', 'OpenStack eu1');
    await page
      .getByRole('textbox', { name: 'What it is for' })
      .fill('Storefront and payment of the web shop');
    await shot(page, 'form-create-project');
    await next(page);
    await expect(page.getByText('group:default/checkout')).toHaveCount(0);
    await expect(page.getByText('os-eu1', { exact: true })).toHaveCount(0);
    await shot(page, 'form-create-project-review');
    await create(page);
    const open = page.getByRole('link', { name: 'Open the project' });
    await expect(open).toBeVisible({ timeout: 120_000 });
    await shot(page, 'task-create-project');
    await open.click();
    await expect(
      page.getByRole('heading', { level: 1, name: project }),
    ).toBeVisible();
    await expect(page.getByText('No instances yet')).toBeVisible();
    await expect(page.getByRole('meter', { name: 'vCPU' })).toHaveAttribute(
      'aria-valuetext',
      '0 used of 32 quota',
    );
    await shot(page, 'project-new');
  });

  test('a developer provisions a VM and finds it on every page', async ({
    signIn,
  }) => {
    const page = await signIn('dana');
    await openTemplate(page, 'Provision a VM');
    await choose(page, 'Project', project);
    await page.getByRole('textbox', { name: 'Name' }).fill(vm);
    await choose(page, 'Size', /^small/);
    await choose(page, 'Image', 'eu-ubuntu');
    await page
      .getByRole('textbox', { name: 'Public SSH key' })
      .fill(newSshPublicKey('dana@laptop'));
    await page.getByRole('spinbutton', { name: 'Lease' }).fill('14');
    await expect(page.getByText(/^Until \w+, \d+ \w+ \d{4}\./)).toBeVisible();
    await shot(page, 'form-provision-vm-2');
    await next(page);
    await shot(page, 'form-provision-vm-review');
    await create(page);
    const done = page.getByRole('link', { name: 'See what was done' });
    await expect(done).toBeVisible({ timeout: 120_000 });
    await shot(page, 'task-provision-vm');

    await test.step('operation page: its steps', async () => {
      await done.click();
      await expect(page.getByText('Succeeded', { exact: true })).toBeVisible();
      const steps = page.getByRole('region', { name: 'Steps' });
      await expect(steps.getByRole('listitem').first()).toBeVisible();
      await expect(steps.getByText('not begun')).toHaveCount(0);
      await expect(steps.getByText('failed')).toHaveCount(0);
      await shot(page, 'operation-succeeded');
    });

    await test.step('project page: instance, usage and lease', async () => {
      await page
        .getByRole('region', { name: 'Request' })
        .getByRole('link', { name: project })
        .click();
      const row = page
        .getByRole('table', { name: 'Instances' })
        .getByRole('row', { name: vm });
      await expect(row).toContainText('Active');
      await expect(row).toContainText(/\d+ \w{3} \d{4}/);
      await expect(
        page
          .getByRole('table', { name: 'Leases' })
          .getByRole('row', { name: vm }),
      ).toContainText('14 days left');
      await expect(
        page.getByRole('meter', { name: 'Instances' }),
      ).toHaveAttribute('aria-valuetext', '1 used of 10 quota');
      await shot(page, 'project-with-vm');
    });

    await test.step('inventory: found by its name', async () => {
      await page.getByRole('link', { name: 'Inventory' }).first().click();
      await page.getByRole('searchbox', { name: 'Search' }).fill(vm);
      const grid = page.getByRole('grid', { name: 'Inventory' });
      await expect(grid.getByRole('link', { name: vm })).toHaveCount(1);
      await shot(page, 'inventory-search');
      await grid.getByRole('link', { name: vm }).click();
      const drawer = page.getByRole('dialog', { name: vm });
      await expect(drawer.getByText('Id at the provider')).toBeVisible();
      await shot(page, 'inventory-details');

      await test.step('catalog: an entity with its live state', async () => {
        // the catalog reads the feed of changes every 15 seconds, and processes what it read
        await drawer
          .getByRole('link', { name: new RegExp(vm) })
          .click({ timeout: 90_000 });
        const card = page.getByRole('region', { name: 'Instance' });
        await expect(card).toContainText('Active');
        await expect(card.getByRole('link', { name: project })).toBeVisible();
        await shot(page, 'entity-instance');
      });
    });

    await test.step('capacity: something is allocated', async () => {
      await page.getByRole('link', { name: 'Capacity' }).first().click();
      const meter = page
        .getByRole('region', { name: 'vCPU capacity' })
        .getByRole('meter', { name: 'Allocated' });
      await expect(meter).toHaveAttribute(
        'aria-valuetext',
        /^[1-9][\d,]* allocated of [1-9]/,
      );
      await shot(page, 'capacity-developer');
    });
  });

  test('a GPU is asked for, approved by somebody else, and runs', async ({
    signIn,
  }) => {
    const dana = await signIn('dana');
    await openTemplate(dana, 'Request a GPU');
    await choose(dana, 'Project', project);
    await dana
      .getByRole('textbox', { name: 'Name of the instance' })
      .fill(gpuVm);
    await choose(dana, 'GPU model', 'NVIDIA A100 PCIe 80 GB, vGPU slice');
    await dana.getByRole('spinbutton', { name: 'Days' }).fill('5');
    await dana
      .getByRole('textbox', { name: 'What it is for' })
      .fill('Train the fraud model on the October orders');
    await choose(dana, 'Image', 'eu-gpu');
    await dana
      .getByRole('textbox', { name: 'Public SSH key' })
      .fill(newSshPublicKey('dana@laptop'));
    await shot(dana, 'form-request-gpu-2');
    await next(dana);
    await shot(dana, 'form-request-gpu-review');
    await create(dana);
    const follow = dana.getByRole('link', { name: 'Follow the request' });
    await expect(follow).toBeVisible({ timeout: 60_000 });
    await expect(dana.getByText(/awaiting approval/i).first()).toBeVisible();
    await shot(dana, 'task-request-gpu');
    await follow.click();
    await expect(
      dana.getByRole('heading', { name: 'A decision is needed' }),
    ).toBeVisible();
    await expect(dana.getByText(/An approver decides/)).toBeVisible();
    await expect(dana.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expect(dana.getByRole('button', { name: 'Reject' })).toHaveCount(0);
    await shot(dana, 'operation-waiting-requester');

    const amira = await signIn('amira');
    await amira.getByRole('link', { name: 'Operations' }).first().click();
    await amira.getByRole('tab', { name: 'Waiting for a decision' }).click();
    const waiting = amira
      .getByRole('table', { name: 'Operations' })
      .getByRole('link', {
        name: `Grant 1 × NVIDIA A100 PCIe 80 GB, vGPU slice to ${gpuVm} in ${project}`,
      });
    await expect(waiting).toBeVisible();
    await shot(amira, 'operations-waiting');
    await waiting.click();
    const approve = amira.getByRole('button', { name: 'Approve' });
    await expect(approve).toBeVisible();
    await shot(amira, 'operation-waiting-approver');
    await amira
      .getByRole('textbox', { name: 'Comment' })
      .fill('Fine until the sale begins');
    await approve.click();
    await expect(approve).toHaveCount(0);

    await test.step('the page of the requester follows without a reload', async () => {
      const decision = dana.getByRole('region', { name: 'Decision' });
      await expect(decision).toContainText('Fine until the sale begins', {
        timeout: 60_000,
      });
      await shot(dana, 'operation-running');
      await expect(dana.getByText('Succeeded', { exact: true })).toBeVisible({
        timeout: 120_000,
      });
      await shot(dana, 'operation-approved');
    });

    await test.step('usage, instance and lease are on the project page', async () => {
      await dana
        .getByRole('region', { name: 'Request' })
        .getByRole('link', { name: project })
        .click();
      await expect(
        dana.getByRole('meter', {
          name: 'NVIDIA A100 PCIe 80 GB, vGPU slice',
        }),
      ).toHaveAttribute('aria-valuetext', '1 used of 2 quota');
      await expect(
        dana
          .getByRole('table', { name: 'Instances' })
          .getByRole('row', { name: gpuVm }),
      ).toContainText('1 × NVIDIA A100 PCIe 80 GB, vGPU slice');
      await expect(
        dana
          .getByRole('table', { name: 'Leases' })
          .getByRole('row', { name: gpuVm }),
      ).toContainText('5 days left');
      await shot(dana, 'project-with-gpu');
    });
  });
});
