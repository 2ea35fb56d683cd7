import type { ConsoleMessage, Page } from '@playwright/test';

/** Messages that are no defect of ours, each with its reason. */
const ALLOWED: Array<{ what: RegExp; reason: string }> = [];

/**
 * Collects what a page writes to the console as an error.
 *
 * @param expected - what the test provokes itself, matched against text and address
 */
export function watchConsole(page: Page, who: string, expected: RegExp[]) {
  const errors: string[] = [];
  const known = [...expected, ...ALLOWED.map(({ what }) => what)];
  const add = (text: string, url: string) => {
    const line = `${text} ${url}`;
    if (!known.some(pattern => pattern.test(line))) {
      errors.push(`${who} at ${page.url()}: ${line}`);
    }
  };
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') {
      add(message.text(), message.location().url);
    }
  });
  page.on('pageerror', error => add(`uncaught ${error.message}`, ''));
  return errors;
}
