import { expect, test } from './support/fixtures.js';
import { newAccount } from './support/people.js';
import { expectDashboard, tabTo } from './support/visitor.js';
import { Wizard } from './support/wizard.js';

// Insights, faces, verification and the live view have a keyboard test beside their others.
test.use({ serverKind: 'fresh' });

test('from the first page to the end of the account without a mouse', async ({ page, camera }) => {
  test.setTimeout(240_000);
  const account = newAccount('ada');
  const wizard = new Wizard(page);
  const press = (key: string) => page.keyboard.press(key);
  const type = (text: string) => page.keyboard.type(text);

  await camera.obey('a');
  await page.goto('/');
  await tabTo(page, 'link', 'Sign up');
  await press('Enter');
  await tabTo(page, 'textbox', 'Username');
  await type(account.username);
  await tabTo(page, 'textbox', 'Email');
  await type(account.email);
  await press('Tab');
  await type(account.password);
  await press('Enter');
  await tabTo(page, 'checkbox', /I agree/);
  await press('Space');
  await tabTo(page, 'button', 'Agree and continue');
  await press('Enter');
  await tabTo(page, 'button', 'Turn on the camera');
  await press('Enter');
  await wizard.expectReview();
  await tabTo(page, 'button', 'Create account');
  await press('Enter');
  await wizard.expectWelcome(account);
  await tabTo(page, 'link', 'Go to your dashboard');
  await press('Enter');
  await expectDashboard(page, account);

  await tabTo(page, 'link', 'Account');
  await press('Enter');
  await tabTo(page, 'textbox', 'Username');
  await press('End');
  await type('.b');
  await press('Enter');
  account.username += '.b';
  const menu = new RegExp(`^Account of ${account.username}`);
  await tabTo(page, 'button', menu);
  await press('Enter');
  await expect(page.getByRole('menu').locator('[data-autofocus]')).toBeFocused();
  await press('ArrowDown');
  await press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Log out' })).toBeFocused();
  await press('Enter');
  await expect(page.getByRole('button', { name: menu })).toBeHidden();

  await page.goto('/');
  await tabTo(page, 'link', 'Log in');
  await press('Enter');
  await expectDashboard(page, account);
  await tabTo(page, 'link', 'Account');
  await press('Enter');
  await tabTo(page, 'button', 'Delete my account');
  await press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await type(account.password);
  await tabTo(page, 'button', 'Delete for good');
  await press('Enter');
  await expect(page.getByRole('button', { name: menu })).toBeHidden();
});
