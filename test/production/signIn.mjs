import { chromium } from '@playwright/test';

/** A Chromium for the tests. */
export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });

/**
 * Signs somebody in by clicks, at the portal and at the sign-in server.
 *
 * @returns the portal's page; what it says when the sign-in is refused is on it
 */
export async function signIn(context, baseUrl, login) {
  const page = await context.newPage();
  await page.goto(baseUrl);
  const popup = context.waitForEvent('page');
  await page.getByRole('button', { name: /sign in/i }).click();
  const server = await popup;
  await server.getByPlaceholder('Enter any login').fill(login);
  await server.getByPlaceholder('and password').fill('anything');
  await server.getByRole('button', { name: 'Sign-in' }).click();
  await server.getByRole('button', { name: 'Continue' }).click();
  await server.waitForEvent('close');
  return page;
}

/** The portal's own session, as its pages get it. */
export async function sessionOf(page, baseUrl) {
  const response = await page.request.get(
    `${baseUrl}/api/auth/oidc/refresh?optional&env=production`,
    { headers: { 'x-requested-with': 'XMLHttpRequest' } },
  );
  return { status: response.status(), body: await response.json() };
}

/** Asks the portal's REST API with a token. */
export const api = (baseUrl, token) => async path => {
  const response = await fetch(`${baseUrl}/api/infra/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: await response.json() };
};
