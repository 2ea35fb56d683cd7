import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { watchConsole } from './support/consoleWatch';
import { tabTo } from './support/keyboard';
import { rest, type PersonaId } from './support/portal';
import { ensureInstance, ensureProject, entityPath } from './support/scene';
import { shot } from './support/shots';
import { expect, test } from './support/test';

interface Visit {
  name: string;
  persona: PersonaId;
  path: () => string;
  /** is there when the page has loaded */
  ready: (page: Page) => ReturnType<Page['getByText']>;
  /** the part of the page that is ours; the rest is Backstage's */
  ours?: string;
}

let project: string;
let operation: string;
let instancePath: string;
let instanceRef: string;
let machineRef: string;
let projectPath: string;

test.beforeAll(async () => {
  project = await ensureProject();
  const instance = await ensureInstance(project);
  instancePath = await entityPath('resource', instance);
  projectPath = await entityPath('system', project);
  const found = await rest<{ items: Array<{ ref: string }> }>(
    'rui',
    'GET',
    `/resources?kind=instance&q=${instance}`,
  );
  instanceRef = found.items[0].ref;
  const machines = await rest<{ items: Array<{ ref: string }> }>(
    'rui',
    'GET',
    '/resources?kind=machine&provider=maas-eu1&status=deployed&limit=1',
  );
  machineRef = machines.items[0].ref;
  const { items } = await rest<{ items: Array<{ id: string }> }>(
    'dana',
    'GET',
    '/operations?limit=1',
  );
  operation = items[0].id;
});

const CONTENT = '[data-infra-page]';
const FORM = 'form';

const VISITS: Visit[] = [
  {
    name: 'projects',
    persona: 'dana',
    path: () => '/infra/projects',
    ready: page => page.getByRole('article', { name: project }),
    ours: CONTENT,
  },
  {
    name: 'project',
    persona: 'dana',
    path: () => `/infra/projects/${project}`,
    ready: page =>
      page.getByRole('table', { name: 'Instances' }).getByRole('row').nth(1),
    ours: CONTENT,
  },
  {
    name: 'inventory',
    persona: 'rui',
    path: () => '/infra/inventory?kind=instance',
    ready: page => page.getByRole('grid').getByRole('row').nth(1),
    ours: CONTENT,
  },
  {
    name: 'inventory-hypervisors',
    persona: 'rui',
    path: () => '/infra/inventory?kind=hypervisor',
    ready: page => page.getByRole('grid').getByRole('meter').first(),
    ours: CONTENT,
  },
  {
    name: 'inventory-details-sre',
    persona: 'rui',
    path: () =>
      `/infra/inventory?kind=instance&open=${encodeURIComponent(instanceRef)}`,
    // the host by its name
    ready: page =>
      page.getByRole('dialog').getByRole('link', { name: /^r\d/ }).first(),
    ours: '[role=dialog]',
  },
  {
    name: 'inventory-all',
    persona: 'rui',
    path: () => '/infra/inventory',
    ready: page => page.getByRole('grid').getByRole('row').nth(1),
    ours: CONTENT,
  },
  {
    name: 'capacity',
    persona: 'rui',
    path: () => '/infra/capacity',
    ready: page =>
      page
        .getByRole('table', { name: 'Capacity by host' })
        .getByRole('row')
        .nth(1),
    ours: CONTENT,
  },
  {
    name: 'costs',
    persona: 'dana',
    path: () => '/infra/costs',
    ready: page =>
      page
        .getByRole('table', { name: 'Costs of projects' })
        .getByRole('link', { name: project }),
    ours: CONTENT,
  },
  {
    name: 'audit',
    persona: 'ada',
    path: () => '/infra/audit',
    ready: page =>
      page
        .getByRole('table', { name: 'Audit entries' })
        .getByRole('link')
        .first(),
    ours: CONTENT,
  },
  {
    name: 'networks',
    persona: 'rui',
    path: () => '/infra/networks',
    ready: page =>
      page.getByRole('table', { name: 'Networks' }).getByRole('link').first(),
    ours: CONTENT,
  },
  {
    name: 'images',
    persona: 'rui',
    path: () => '/infra/images',
    // who runs what is counted a moment after the first reading
    ready: page =>
      page
        .getByRole('table', { name: 'Versions of eu-baseos' })
        .getByText(/\d+ instances/)
        .first(),
    ours: CONTENT,
  },
  {
    name: 'images-of-a-developer',
    persona: 'dana',
    path: () => '/infra/images',
    ready: page =>
      page
        .getByRole('table', { name: /^Versions of/ })
        .getByText(/1 instance of/)
        .first(),
    ours: CONTENT,
  },
  {
    name: 'racks',
    persona: 'rui',
    path: () => '/infra/racks',
    ready: page => page.getByRole('region', { name: 'r11' }),
    ours: CONTENT,
  },
  {
    name: 'topology',
    persona: 'rui',
    path: () => '/infra/topology?target=rack:r11',
    ready: page => page.getByRole('table', { name: 'Whose it is' }),
    ours: CONTENT,
  },
  {
    name: 'operations',
    persona: 'dana',
    path: () => '/infra/operations',
    ready: page =>
      page.getByRole('table', { name: 'Operations' }).getByRole('row').nth(1),
    ours: CONTENT,
  },
  {
    name: 'operation',
    persona: 'dana',
    path: () => `/infra/operations/${operation}`,
    ready: page => page.getByRole('list', { name: 'Events' }),
    ours: CONTENT,
  },
  {
    name: 'inventory-machine-details',
    persona: 'rui',
    path: () =>
      `/infra/inventory?kind=machine&open=${encodeURIComponent(machineRef)}`,
    ready: page =>
      page
        .getByRole('region', { name: 'Lifecycle' })
        .getByRole('listitem')
        .first(),
    ours: '[role=dialog]',
  },
  {
    name: 'providers',
    persona: 'rui',
    path: () => '/infra/providers',
    ready: page =>
      page.getByRole('region', { name: 'OpenStack eu1' }).getByText(/^\d+ up/),
    ours: CONTENT,
  },
  {
    name: 'entity-project',
    persona: 'dana',
    path: () => projectPath,
    ready: page =>
      page.getByRole('region', { name: 'Project' }).getByRole('meter').first(),
    ours: '[data-infra-section]',
  },
  {
    name: 'entity-instance-card',
    persona: 'dana',
    path: () => instancePath,
    ready: page =>
      page.getByRole('region', { name: 'Instance' }).getByText('Status'),
    ours: '[data-infra-section]',
  },
  {
    name: 'catalog',
    persona: 'dana',
    path: () => '/catalog?filters[kind]=system&filters[user]=all',
    ready: page => page.getByRole('link', { name: project }).first(),
  },
  {
    name: 'create',
    persona: 'dana',
    path: () => '/create',
    ready: page => page.getByText('Request a GPU', { exact: true }),
  },
  {
    name: 'form',
    persona: 'dana',
    path: () => '/create/templates/default/provision-vm',
    ready: page => page.getByText(/^Left: /),
    ours: FORM,
  },
];

for (const visit of VISITS) {
  test(`${visit.name} is accessible, in light and in dark`, async ({
    signIn,
  }) => {
    const page = await signIn(visit.persona, { at: visit.path() });
    await expect(visit.ready(page)).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('body')).toHaveAttribute(
        'data-theme-mode',
        colorScheme,
      );
      await page.waitForTimeout(500);
      if (visit.ours) {
        await expectAccessible(page, visit.ours);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await shot(page, visit.name);
  });
}

test('the sign-in page is accessible and can be used by keyboard', async ({
  page,
}) => {
  const errors = watchConsole(page, 'nobody', []);
  await page.goto('/');
  const dana = page.getByRole('button', { name: 'Sign in as Dana Okafor' });
  await expect(dana).toBeVisible();
  await shot(page, 'sign-in');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(500);
    await expectAccessible(page, 'main');
  }
  await tabTo(page, dana);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('link', { name: 'Inventory' }).first(),
  ).toBeVisible();
  expect(errors).toEqual([]);
});

test('the main actions are reached by keyboard', async ({ signIn }) => {
  const page = await signIn('dana', { at: `/infra/projects/${project}` });
  const getVm = page.getByRole('link', { name: 'Get a VM' });
  await expect(getVm).toBeVisible();
  await tabTo(page, getVm);
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Project' })).toHaveValue(
    project,
  );
  await tabTo(page, name);
  await page.keyboard.type('by-keyboard');
  await tabTo(page, page.getByRole('combobox', { name: 'Size' }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Size' })).not.toHaveValue(
    '',
  );
});
