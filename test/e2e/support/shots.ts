import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { portal } from './portal';

const SCHEMES = ['light', 'dark'] as const;
/** Taller than that nobody looks at a picture. */
const MAX_HEIGHT = 2200;

/** Height at which everything on the page is seen without scrolling. */
function wholeHeight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const ends = [...document.querySelectorAll('*')]
      .filter(element => {
        const { overflowY } = getComputedStyle(element);
        return (
          element.clientHeight > 500 &&
          element.scrollHeight > element.clientHeight + 8 &&
          (element === document.documentElement ||
            ['auto', 'scroll'].includes(overflowY))
        );
      })
      .map(
        element =>
          element.getBoundingClientRect().top +
          element.scrollTop +
          element.scrollHeight,
      );
    return Math.ceil(Math.max(0, ...ends));
  });
}

/** Keeps a picture of the whole page in light and in dark, when IRONSTAGE_SHOTS names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  if (!portal.shots) {
    return;
  }
  mkdirSync(portal.shots, { recursive: true });
  const viewport = page.viewportSize() ?? { width: 1400, height: 900 };
  await page.mouse.move(viewport.width - 5, viewport.height / 2);
  const height = Math.min(MAX_HEIGHT, await wholeHeight(page));
  if (height > viewport.height) {
    await page.setViewportSize({ ...viewport, height });
  }
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    // colours fade from one theme to the other
    await page.waitForTimeout(700);
    await page.screenshot({
      path: path.join(portal.shots, `${name}-${colorScheme}.png`),
    });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(viewport);
}
