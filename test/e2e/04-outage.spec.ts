import { OPENSTACK, rest, setFaults } from './support/portal';
import { shot } from './support/shots';
import { expect, test } from './support/test';

test.describe('outage of a provider', () => {
  test.afterEach(() => setFaults([]));

  test('its rows stay, marked as stale with their age, until it is back', async ({
    signIn,
  }) => {
    const id = OPENSTACK;
    // a sync that fails is told by the provider's state, which the page shows
    const sync = () =>
      rest('rui', 'POST', `/providers/${id}/sync`).catch(() => undefined);

    const page = await signIn('rui', {
      at: `/infra/inventory?kind=instance&provider=${id}`,
    });
    const rows = page.getByRole('grid', { name: 'Inventory' }).getByRole('row');
    const total = page.getByText(/^1–\d+ of \d+$/);
    await expect(total).toBeVisible();
    const counted = await total.textContent();

    await setFaults([{ kind: 'down', service: 'compute' }]);
    const banner = page.getByText(
      /^OpenStack eu1 .*can not be read right now$/,
    );
    await expect(async () => {
      await sync();
      await page.reload();
      await expect(banner).toBeVisible({ timeout: 15_000 });
    }).toPass({ timeout: 120_000 });
    await expect(rows.nth(1)).toContainText(/Stale, seen .+ ago/);
    await expect(total).toHaveText(counted ?? '');
    await shot(page, 'inventory-stale');
    await page.goto('/infra/capacity');
    await expect(banner).toBeVisible();
    await shot(page, 'capacity-stale');

    await setFaults([]);
    await page.goto(`/infra/inventory?kind=instance&provider=${id}`);
    await expect(async () => {
      await sync();
      await page.reload();
      await expect(rows.nth(1)).toBeVisible();
      await expect(banner).toHaveCount(0, { timeout: 15_000 });
    }).toPass({ timeout: 120_000 });
    await expect(page.getByText(/Stale, seen/)).toHaveCount(0);
  });
});
