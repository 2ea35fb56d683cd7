import { defineConfig } from '@playwright/test';
import path from 'node:path';
import { portal } from './support/portal';

// Drives a running demo portal. `npm test` starts one and runs this; by hand: start a demo with
// `npm start`, then set the variables named in `support/portal.ts` and run
// `yarn playwright test -c test/e2e`.
export default defineConfig({
  testDir: __dirname,
  outputDir: path.resolve(__dirname, '../../test-results'),
  // one estate for all of them, and the files build on each other
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  // generous: a slow machine is no defect of the portal
  timeout: 300_000,
  // twice the time after which pages look again by themselves
  expect: { timeout: 60_000 },
  use: {
    baseURL: portal.url,
    viewport: { width: 1400, height: 900 },
    locale: 'en-GB',
    actionTimeout: 60_000,
    navigationTimeout: 120_000,
    screenshot: 'only-on-failure',
    // recording every test costs a fifth of the run: by hand with `--trace retain-on-failure`
    trace: 'off',
    launchOptions: {
      executablePath: portal.chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
