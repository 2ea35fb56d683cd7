import {
  test as base,
  expect,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { watchConsole } from './consoleWatch';
import { PERSONA_NAMES, type PersonaId } from './portal';

/** Signs a persona in by the picker, in a browser of the persona's own. */
export type SignIn = (persona: PersonaId) => Promise<Page>;

/**
 * Playwright's `test` with people who sign in. Whatever a test is about, it also fails when
 * one of its pages wrote an error to the console.
 */
export const test = base.extend<{ signIn: SignIn }>({
  signIn: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const watches: Array<ReturnType<typeof watchConsole>> = [];
    await use(async persona => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      watches.push(watchConsole(page, persona));
      await page.goto('/');
      await page
        .getByRole('button', { name: `Sign in as ${PERSONA_NAMES[persona]}` })
        .click();
      await expect(
        page
          .getByRole('navigation')
          .getByRole('link', { name: 'Inventory' })
          .first(),
      ).toBeVisible();
      return page;
    });
    const errors = watches.flatMap(watch => watch.errors());
    await Promise.all(contexts.map(context => context.close()));
    expect(errors, 'errors in the browser console').toEqual([]);
  },
});

export { expect };
