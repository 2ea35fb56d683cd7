import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { readFileSync } from 'node:fs';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Expects that axe finds nothing serious or critical.
 *
 * @param within - CSS selector of the part that is ours
 */
export async function expectAccessible(page: Page, within: string) {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(source);
  }
  const violations = await page.evaluate(async selector => {
    const { axe: run } = window as unknown as { axe: typeof axe };
    const found = await run.run(selector, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(node => `${node.target} ${node.failureSummary}`),
      }));
  }, within);
  expect(violations, `accessibility of ${page.url()}`).toEqual([]);
}
