import { expect, type Page } from '@playwright/test';

/** Opens the form of a template the way people do: from the list of templates. */
export async function openTemplate(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Create', exact: true }).first().click();
  const card = page
    .getByRole('heading', { name: title, exact: true })
    .locator('xpath=ancestor::*[.//button[contains(., "Choose")]][1]');
  await card.getByRole('button', { name: 'Choose' }).click();
  await expect(page.getByRole('button', { name: /Next|Review/ })).toBeVisible();
}

/** Opens one of our choice fields. */
export async function openChoices(page: Page, label: string) {
  await page.getByRole('combobox', { name: label }).click();
  const options = page.getByRole('option');
  await expect(options.first()).toBeVisible();
  return options;
}

/** Chooses in one of our fields; the first that matches. */
export async function choose(
  page: Page,
  label: string,
  option: string | RegExp,
): Promise<void> {
  const options = await openChoices(page, label);
  await options.filter({ hasText: option }).first().click();
}

/** Goes on to the next page of a form. */
export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Next|Review)$/ }).click();
}

/** Sends a reviewed form and waits for its task to end well. */
export async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page).toHaveURL(/\/create\/tasks\//);
}
