import type { ConsoleMessage, Page } from '@playwright/test';

interface Allowed {
  text: RegExp;
  url?: RegExp;
  reason: string;
}

/** Messages that are no defect of ours, each with its reason. */
const ALLOWED: Allowed[] = [];

function isAllowed(text: string, url: string): boolean {
  return ALLOWED.some(
    allowed => allowed.text.test(text) && (allowed.url?.test(url) ?? true),
  );
}

/** Collects what a page writes to the console as an error. */
export function watchConsole(page: Page, who: string) {
  const errors: string[] = [];
  const expected: RegExp[] = [];
  const add = (text: string, url: string) => {
    if (
      !isAllowed(text, url) &&
      !expected.some(it => it.test(`${text} ${url}`))
    ) {
      errors.push(
        `${who} on ${new URL(page.url()).pathname}: ${text} (${url})`,
      );
    }
  };
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') {
      add(message.text(), message.location().url);
    }
  });
  page.on('pageerror', error => add(`uncaught ${error.message}`, page.url()));
  return { errors: () => errors };
}
