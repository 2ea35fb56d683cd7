import type { Locator, Page } from '@playwright/test';
import { tabTo } from './support/keyboard';
import type { PersonaId } from './support/portal';
import { ensureInstance, ensureProject } from './support/scene';
import { shot } from './support/shots';
import { expect, test } from './support/test';

/** Widths of a small laptop and of a telephone, in pixels. */
const WIDTHS = [1024, 390];

let project: string;

test.beforeAll(async () => {
  project = await ensureProject();
  await ensureInstance(project);
});

const PAGES: Array<{
  name: string;
  persona?: PersonaId;
  path: () => string;
  ready: (page: Page) => Locator;
}> = [
  {
    name: 'projects',
    path: () => '/infra/projects',
    ready: (page: Page) => page.getByRole('article').first(),
  },
  {
    name: 'project',
    path: () => `/infra/projects/${project}`,
    ready: (page: Page) =>
      page.getByRole('table', { name: 'Instances' }).getByRole('row').nth(1),
  },
  {
    name: 'inventory',
    path: () => '/infra/inventory?kind=instance',
    ready: (page: Page) => page.getByRole('grid').getByRole('row').nth(1),
  },
  {
    name: 'capacity',
    path: () => '/infra/capacity',
    ready: (page: Page) =>
      page.getByRole('table', { name: 'Capacity by provider' }),
  },
  {
    name: 'networks',
    path: () => '/infra/networks',
    ready: (page: Page) => page.getByRole('table', { name: 'Networks' }),
  },
  {
    name: 'images',
    path: () => '/infra/images',
    ready: (page: Page) =>
      page.getByRole('table', { name: 'Versions of eu-baseos' }),
  },
  {
    name: 'costs',
    path: () => '/infra/costs',
    ready: (page: Page) =>
      page.getByRole('table', { name: 'Costs of projects' }),
  },
  {
    name: 'audit',
    persona: 'ada',
    path: () => '/infra/audit',
    ready: (page: Page) => page.getByRole('table', { name: 'Audit entries' }),
  },
  {
    name: 'providers',
    path: () => '/infra/providers',
    ready: (page: Page) => page.getByRole('region', { name: 'OpenStack eu1' }),
  },
  {
    name: 'operations',
    path: () => '/infra/operations',
    ready: (page: Page) =>
      page.getByRole('table', { name: 'Operations' }).getByRole('row').nth(1),
  },
];

/** What of our part sticks out of the window to the right, with nothing around it to scroll. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      !element.hasAttribute('data-infra-page') &&
      (getComputedStyle(element).overflowX !== 'visible' ||
        scrolls(element.parentElement));
    return [...document.querySelectorAll('[data-infra-page] *')]
      .filter(element => {
        const { right, width } = element.getBoundingClientRect();
        return width > 0 && right > window.innerWidth + 1 && !scrolls(element);
      })
      .map(element => element.outerHTML.slice(0, 120));
  });
}

for (const width of WIDTHS) {
  for (const { name, path, ready, persona } of PAGES) {
    test(`${name} fits a window ${width} pixels wide`, async ({ signIn }) => {
      const page = await signIn(persona ?? 'dana');
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path());
      await expect(ready(page)).toBeVisible();
      await shot(page, `${name}-${width}`);
      expect(await stickingOut(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
      ).toBeLessThanOrEqual(width);
    });
  }
}

test('what has the focus is seen', async ({ signIn }) => {
  const page = await signIn('dana', { at: `/infra/projects/${project}` });
  const button = page.getByRole('link', { name: 'Request a GPU' });
  await expect(button).toBeVisible();
  const unfocused = await button.screenshot();
  await tabTo(page, button);
  expect((await button.screenshot()).equals(unfocused)).toBe(false);
  await shot(page, 'focus-button');

  await page.goto('/infra/inventory?kind=instance');
  const row = page
    .getByRole('grid', { name: 'Inventory' })
    .getByRole('row')
    .nth(1);
  await expect(row).toBeVisible();
  await tabTo(page, page.getByRole('searchbox', { name: 'Search' }));
  await shot(page, 'focus-search');

  await page.goto('/infra/operations');
  const link = page
    .getByRole('table', { name: 'Operations' })
    .getByRole('link')
    .first();
  await expect(link).toBeVisible();
  await tabTo(page, link);
  await shot(page, 'focus-link');
});
