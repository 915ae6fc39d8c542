import { expect, test } from './support/fixtures.js';

test('the documentation of the API works under the policy of its page', async ({ page }) => {
  await page.goto('/api/docs');
  await expect(page.getByRole('heading', { name: 'Facegate' })).toBeVisible();
  await page
    .getByRole('button', { name: /\/api\/auth\/step-up/ })
    .first()
    .click();
  await expect(page.getByText('Prove once more that it is me').first()).toBeVisible();
});
