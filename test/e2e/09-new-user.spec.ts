import { expectAccessible } from './support/axe';
import { catalog, rest } from './support/portal';
import { ensureInstance, ensureProject } from './support/scene';
import { shot } from './support/shots';
import { expect, test } from './support/test';

/** The search reads the inventory every ten seconds in the demo. */
const INDEXED_MS = 120_000;

let project: string;
let instance: string;

test.beforeAll(async () => {
  project = await ensureProject();
  instance = await ensureInstance(project);
});

/** A page's title, with or without the number of unread notices that Backstage puts in front. */
const titled = (title: string) =>
  new RegExp(`^(\\(\\d+\\) )?${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

test('somebody who signed in is signed in in every tab, and sees in each where she is', async ({
  signIn,
}) => {
  const page = await signIn('dana', { byPicker: true });
  const tab = await page.context().newPage();
  await tab.goto(`/infra/projects/${project}`);
  await expect(
    tab.getByRole('heading', { level: 1, name: project }),
  ).toHaveCount(1);
  await expect(tab).toHaveTitle(titled(`${project} · Projects · Ironstage`));
  await tab.goto('/infra/inventory?kind=instance');
  await expect(tab).toHaveTitle(titled('Instances · Inventory · Ironstage'));
  await tab.getByRole('link', { name: instance, exact: true }).click();
  await expect(tab).toHaveTitle(
    titled(`${instance} · Instances · Inventory · Ironstage`),
  );
});

test('the catalog opens on what the reader owns', async ({ signIn }) => {
  const page = await signIn('dana');
  await page.getByRole('link', { name: 'Catalog' }).first().click();
  await expect(page.getByRole('link', { name: project })).toBeVisible();
  await expect(page.getByText(/^Owned systems \([1-9]/i)).toBeVisible();
  await shot(page, 'catalog');
});

test('who may not write templates is not led to their editor', async ({
  signIn,
}) => {
  const dana = await signIn('dana', { at: '/create' });
  await expect(dana.getByRole('tab', { name: 'Templates' })).toBeVisible();
  await expect(dana.getByRole('tab', { name: 'Template Editor' })).toHaveCount(
    0,
  );
  await expect(dana.getByRole('tab', { name: 'Actions' })).toHaveCount(0);
  const rui = await signIn('rui', { at: '/create' });
  await expect(rui.getByRole('tab', { name: 'Template Editor' })).toBeVisible();
});

test('the search finds hosts, for who may see them', async ({ signIn }) => {
  const { items } = await rest<{ items: Array<{ name: string }> }>(
    'rui',
    'GET',
    '/resources?kind=hypervisor&limit=1',
  );
  const [{ name }] = items;
  const search = { at: `/search?query=${name}` };
  const rui = await signIn('rui', search);
  await expect(async () => {
    await rui.goto(search.at);
    await expect(rui.getByRole('link', { name }).first()).toBeVisible({
      timeout: 20_000,
    });
  }).toPass({ timeout: INDEXED_MS });
  await rui.getByRole('button', { name: /^Inventory/ }).click();
  await expect(rui.getByRole('link', { name }).first()).toBeVisible();
  await shot(rui, 'search-host');
  const dana = await signIn('dana', search);
  await expect(dana.getByText(/no results/i)).toBeVisible();
});

test('the search calls what it finds, and whose it is, by names', async ({
  signIn,
}) => {
  const page = await signIn('dana');
  // the content of the page is an article as well, around those of what was found
  const found = page
    .getByRole('article')
    .filter({ has: page.getByRole('link', { name: instance, exact: true }) })
    .last();
  await expect(async () => {
    await page.goto(`/search?query=${instance}`);
    await expect(found).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: INDEXED_MS });
  await expect(found).toContainText('Kind: Instance · Owner: Checkout');
  await expect(page.getByText('group:default/')).toHaveCount(0);
});

test('a stranger learns nothing of a project through the team that owns it', async ({
  signIn,
}) => {
  const { relations } = await catalog<{
    relations: Array<{ targetRef: string }>;
  }>('sam', '/entities/by-name/group/default/checkout');
  expect(relations.map(({ targetRef }) => targetRef)).not.toContain(
    `system:default/${project}`,
  );
  const page = await signIn('sam');
  await page.goto('/catalog/default/group/checkout');
  await expect(page.getByText('Dana Okafor').first()).toBeVisible();
  await expect(page.getByText(project)).toHaveCount(0);
  await expect(page.getByText(/Entities not found/)).toHaveCount(0);
});

for (const [name, path] of [
  ['the templates', '/create'],
  ['the catalog', '/catalog'],
  ['the search', '/search?query=checkout'],
] as const) {
  test(`${name}, drawn by Backstage for the most part, can be used without a mouse or an eye`, async ({
    signIn,
  }) => {
    const page = await signIn('dana');
    await page.goto(path);
    await expect(page.getByText(/checkout|Choose/i).first()).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await expectAccessible(page, 'main');
  });
}

test('notifications can be read on a telephone', async ({ signIn }) => {
  const page = await signIn('amira');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/notifications');
  const list = page.getByRole('table').first();
  await expect(list).toBeVisible();
  await shot(page, 'notifications-390');
  // the list is drawn anew when it has been read
  await expect
    .poll(async () => (await list.boundingBox())?.width)
    .toBeGreaterThan(300);
});

test('what can be done with an instance stays in sight in a narrow window', async ({
  signIn,
}) => {
  const page = await signIn('dana');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/infra/projects/${project}`);
  const actions = page.getByRole('button', { name: `Actions of ${instance}` });
  await actions.scrollIntoViewIfNeeded();
  await expect(actions).toBeInViewport({ ratio: 1 });
  await actions.click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
});

test('the keyboard opens a row of the inventory', async ({ signIn }) => {
  const page = await signIn('rui', { at: '/infra/inventory?kind=machine' });
  const cell = page
    .getByRole('grid', { name: 'Inventory' })
    .getByRole('gridcell')
    .nth(1);
  await cell.click();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('button', { name: 'Close details' }),
  ).toBeVisible();
});
