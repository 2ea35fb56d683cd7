import {
  test as base,
  expect,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { watchConsole } from './consoleWatch';
import { PERSONA_NAMES, type PersonaId } from './portal';

/** What differs from an ordinary session. */
export interface SessionOptions {
  /** errors in the console that the test provokes itself */
  expectedErrors?: RegExp[];
}

/** Signs a persona in by the picker, in a browser of the persona's own. */
export type SignIn = (
  persona: PersonaId,
  options?: SessionOptions,
) => Promise<Page>;

/**
 * Playwright's `test` with people who sign in. Whatever a test is about, it also fails when
 * one of its pages wrote an error to the console.
 */
export const test = base.extend<{ signIn: SignIn }>({
  signIn: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const errors: string[][] = [];
    await use(async (persona, options = {}) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      errors.push(watchConsole(page, persona, options.expectedErrors ?? []));
      await page.goto('/');
      await page
        .getByRole('button', { name: `Sign in as ${PERSONA_NAMES[persona]}` })
        .click();
      await expect(
        page.getByRole('link', { name: 'Inventory' }).first(),
      ).toBeVisible();
      return page;
    });
    await Promise.all(contexts.map(context => context.close()));
    expect(errors.flat(), 'errors in the browser console').toEqual([]);
  },
});

export { expect };
