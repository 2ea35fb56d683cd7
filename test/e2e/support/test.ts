import {
  test as base,
  expect,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { watchConsole } from './consoleWatch';
import { PERSONA_NAMES, portal, type PersonaId } from './portal';

/** What differs from an ordinary session. */
export interface SessionOptions {
  /** the page to come to; the front page when left out */
  at?: string;
  /** signs in by the picker, in a browser that remembers nobody */
  byPicker?: boolean;
  /** errors in the console that the test provokes itself */
  expectedErrors?: RegExp[];
}

/** Opens the portal as a persona who is signed in. */
export type SignIn = (
  persona: PersonaId,
  options?: SessionOptions,
) => Promise<Page>;

/** What a browser keeps of a person who signed in, and nothing else. */
const storageOf = (persona: PersonaId) => ({
  cookies: [],
  origins: [
    {
      origin: new URL(portal.url).origin,
      localStorage: [
        { name: 'ironstage.persona', value: `user:default/${persona}` },
      ],
    },
  ],
});

/**
 * Playwright's `test` with people who sign in. Whatever a test is about, it also fails when
 * one of its pages wrote an error to the console.
 *
 * A persona has one browser for all tests of a worker: what a test left in it is forgotten, but the portal's
 * scripts are fetched and compiled once.
 */
export const test = base.extend<
  { signIn: SignIn },
  { browsers: Map<PersonaId, BrowserContext> }
>({
  browsers: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from it
    async ({}, use) => {
      const browsers = new Map<PersonaId, BrowserContext>();
      await use(browsers);
      await Promise.all([...browsers.values()].map(context => context.close()));
    },
    { scope: 'worker' },
  ],

  signIn: async ({ browser, browsers }, use) => {
    const passing: BrowserContext[] = [];
    const errors: string[][] = [];

    async function rememberedBy(persona: PersonaId) {
      const context = browsers.get(persona) ?? (await browser.newContext());
      browsers.set(persona, context);
      await context.setStorageState(storageOf(persona));
      return context;
    }

    async function unknown() {
      const context = await browser.newContext();
      passing.push(context);
      return context;
    }

    await use(async (persona, options = {}) => {
      const { at = '/', byPicker = false, expectedErrors = [] } = options;
      const context = await (byPicker ? unknown() : rememberedBy(persona));
      const page = await context.newPage();
      errors.push(watchConsole(page, persona, expectedErrors));
      await page.goto(at);
      if (byPicker) {
        await page
          .getByRole('button', { name: `Sign in as ${PERSONA_NAMES[persona]}` })
          .click();
      }
      // what the page opens itself may lie over it
      await expect(
        page
          .getByRole('link', { name: 'Inventory', includeHidden: true })
          .first(),
      ).toBeVisible();
      return page;
    });
    const pages = [...browsers.values()].flatMap(context => context.pages());
    await Promise.all([
      ...pages.map(page => page.close()),
      ...passing.map(context => context.close()),
    ]);
    expect(errors.flat(), 'errors in the browser console').toEqual([]);
  },
});

export { expect };
